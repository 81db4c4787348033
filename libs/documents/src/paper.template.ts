/** For templates: how a code and other words stand in a narrow place. */
export const paperWords = String.raw`
// A code is one word and must stay one for whoever copies it: it gets smaller, down to what can be read, and only then has two
// lines; other words may break anywhere.
#let fit(body) = layout(size => {
  let width = measure(body).width
  let share = if width == 0pt { 1 } else { size.width / width }
  if share >= 1 { body } else if share > 0.6 { text(size: 1em * share * 0.99, body) } else {
    let signs = body.clusters()
    text(size: 0.62em, signs.chunks(calc.max(1, calc.floor(signs.len() * share / 0.64))).map(part => part.join()).join(linebreak()))
  }
})
#let wrap(body) = { show regex("\S{16}"): it => it + "\u{200B}"; body }
`;

/** Every paper, as Typst prints it: French first, English under it. `PaperForm` says what the data are. */
export const paperTemplate = String.raw`
#let d = json(bytes(sys.inputs.data))
#let (year, month, day) = d.day.split("-").map(int)
#set document(title: d.title.at(0) + " " + d.number, date: datetime(year: year, month: month, day: day))
// Hashes and serials are copied out of the paper, letter by letter. Readers made with pdf.js, as in Firefox, take the 32nd sign of a font for a
// blank: a hash has a font of its own, in which there are sixteen.
#show regex("[0-9a-f]{64}"): set text(font: "DejaVu Sans Mono", size: 0.86em)
#set page(
  paper: "a4", margin: (x: 16mm, top: 18mm, bottom: 22mm),
  footer: context [
    #set text(7pt)
    #line(length: 100%, stroke: 0.4pt)
    #grid(columns: (1fr, auto), column-gutter: 6mm,
      [#d.number · sha256 #d.hash],
      [Page #counter(page).display("1 / 1", both: true)])
  ],
)
#set text(font: "Libertinus Serif", size: 9.5pt, lang: "fr", ligatures: false)
#set par(leading: 0.5em)
#let en(body) = text(size: 0.82em, fill: rgb("#444444"), lang: "en", style: "italic", body)
#let two(pair) = if pair.at(0) == pair.at(1) { pair.at(0) } else [#pair.at(0) #en(pair.at(1))]
#let under(pair) = if pair.at(0) == pair.at(1) { pair.at(0) } else [#pair.at(0) \ #en(pair.at(1))]
${paperWords}
#let cell(value, column) = if value == none [–] else if type(value) == array { under(value.map(wrap)) } else if column.at("as", default: "") == "code" { fit(value) } else { wrap(value) }
#show heading: set block(above: 5mm, below: 2.5mm)
#show heading.where(level: 1): set text(15pt)
#show heading.where(level: 2): set text(10.5pt)
#set table(stroke: 0.4pt, inset: (x: 1.4mm, y: 1.3mm))

#let facts(s) = grid(columns: (36mm, 1fr, 28mm, 1fr), column-gutter: 3mm, row-gutter: 2.2mm,
  ..s.facts.map(((label, value)) => (
    strong(label.at(0)) + linebreak() + en(label.at(1)),
    if value == "" { v(4.5mm) + line(length: 100%, stroke: (thickness: 0.4pt, dash: "dotted")) } else { wrap(value) },
  )).flatten())
#let listed(s) = text(8pt, table(
  columns: s.columns.map(c => if c.width == none { 1fr } else { c.width * 1mm }),
  align: s.columns.map(c => if c.at("as", default: "") == "number" { right } else { left }),
  table.header(..s.columns.map(c => text(weight: "bold", under(c.heading)))),
  ..s.rows.map(row => row.enumerate().map(((at, value)) => cell(value, s.columns.at(at)))).flatten(),
  ..s.at("total", default: ()).enumerate().map(((at, value)) => strong(if value == none [] else { cell(value, s.columns.at(at)) })),
))
#let clauses(s) = if s.clauses.len() == 1 { under(s.clauses.at(0)) } else { enum(spacing: 2mm, ..s.clauses.map(under)) }

#align(center)[
  = #d.title.at(0)
  #en(d.title.at(1)) \
  #v(0.5mm)
  #text(12pt, weight: "bold", d.number) \
  #d.day
]
#if d.notices.len() > 0 {
  v(2mm)
  for notice in d.notices {
    block(width: 100%, inset: 2.2mm, below: 1.5mm, stroke: 0.8pt, two(notice))
  }
}
#for s in d.sections [
  == #two(s.heading)
  #if s.kind == "facts" { facts(s) } else if s.kind == "table" { listed(s) } else { clauses(s) }
]
// Up to four sign side by side on one page; more go on as the rows come.
#let signers = d.signatures.len()
#block(breakable: signers > 4)[
  == Signatures
  #grid(columns: (1fr,) * if signers > 3 { 2 } else { calc.max(1, signers) }, column-gutter: 3mm, row-gutter: 3mm,
    ..d.signatures.map(s => block(breakable: false, width: 100%, height: if signers > 3 { 49mm } else { 62mm }, inset: 2.2mm, stroke: 0.5pt)[
      #strong(s.role.at(0)) \ #en(s.role.at(1)) \
      #v(0.6mm)
      #set text(8.2pt)
      #for line in s.said [#wrap(line) \ ]
      #v(1fr)
      Nom et signature #en[Name and signature] \
      #v(if signers > 3 { 10mm } else { 13mm })
      #line(length: 100%, stroke: 0.4pt)
    ]))
  #v(1mm)
  #grid(columns: (62mm, 1fr, 32mm), column-gutter: 4mm,
    block(width: 100%, height: 32mm, inset: 2.2mm, stroke: (paint: black, thickness: 0.5pt, dash: "dashed"))[Cachet #en[Stamp]],
    if d.check != none {
      set text(8pt)
      align(right)[Vérifier ce document : lire le code, ou ouvrir #en[To check this document, read the code or open] \
        #link(d.check.address, wrap(d.check.address))]
    },
    if d.check != none {
      image(bytes(d.check.code), format: "svg", width: 32mm, alt: "Code QR : " + d.check.address)
    })
  #if d.note != none {
    v(1mm)
    text(8pt, two(d.note))
  }
]
`;
