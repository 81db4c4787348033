import { paperWords } from '@dotation/documents';

/** Sheets of 21 labels (L7160), as Typst prints them; `sheetsOf` says what the data are. */
export const labelSheetTemplate = String.raw`
#let d = json(bytes(sys.inputs.data))
#let (year, month, day) = d.day.split("-").map(int)
#set document(title: "Étiquettes", date: datetime(year: year, month: month, day: day))
#set page(paper: "a4", margin: (left: 7.2mm, right: 7.2mm, top: 15.1mm, bottom: 15.1mm))
#set text(font: "Libertinus Serif", size: 8pt, lang: "fr", ligatures: false)
#set par(leading: 0.4em)
${paperWords}
#set block(spacing: 1.4mm)
#set par(spacing: 1.4mm)
#let label(l) = block(width: 63.5mm, height: 38.1mm, inset: 3.2mm, clip: true, align(horizon, grid(
  columns: (27mm, 1fr), column-gutter: 2.4mm, align: horizon,
  image(bytes(l.code), format: "svg", width: 27mm, alt: "Code QR : " + l.tag),
  [
    #text(10pt, weight: "bold", fit(l.tag))
    #if l.model != none { wrap(l.model) }
    #if l.serial != none { fit(l.serial) }
  ],
)))
#for (number, sheet) in d.sheets.enumerate() {
  if number > 0 { pagebreak() }
  grid(columns: (63.5mm,) * 3, rows: 38.1mm, column-gutter: 2.5mm,
    ..sheet.map(l => if l == none [] else { label(l) }))
}
`;
