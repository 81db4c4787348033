/** D13, the PV de remise-réception, as Typst prints it: French first, English under it. `handoverPaper` says what the data are. */
export const handoverPaperTemplate = String.raw`
#let d = json(bytes(sys.inputs.data))
#let (year, month, day) = d.day.split("-").map(int)
#set document(title: "Procès-verbal de remise-réception " + d.number, date: datetime(year: year, month: month, day: day))
#set page(
  paper: "a4", margin: (x: 16mm, top: 18mm, bottom: 22mm),
  footer: context [
    #set text(7pt)
    #line(length: 100%, stroke: 0.4pt)
    #grid(columns: (1fr, auto), column-gutter: 6mm,
      [#d.number · sha256 #d.contentHash],
      [Page #counter(page).display("1 / 1", both: true)])
  ],
)
#set text(font: "Libertinus Serif", size: 9.5pt, lang: "fr")
#set par(leading: 0.5em)
#let en(body) = text(size: 0.82em, fill: rgb("#444444"), lang: "en", style: "italic", body)
#let two(pair) = [#pair.at(0) #en(pair.at(1))]
#let under(pair) = [#pair.at(0) \ #en(pair.at(1))]
#show heading: set block(above: 5mm, below: 2.5mm)
#show heading.where(level: 1): set text(15pt)
#show heading.where(level: 2): set text(10.5pt)

#align(center)[
  = Procès-verbal de remise-réception
  #en[Handover record] \
  #v(0.5mm)
  #text(12pt, weight: "bold", d.number)
]
#if d.notices.len() > 0 {
  v(2mm)
  for notice in d.notices {
    block(width: 100%, inset: 2.2mm, below: 1.5mm, stroke: 0.8pt, two(notice))
  }
}

== #two(("Parties et lieu", "Parties and place"))
#grid(columns: (36mm, 1fr, 28mm, 1fr), column-gutter: 3mm, row-gutter: 2.2mm,
  ..d.facts.map(((label, value)) => (strong(label.at(0)) + linebreak() + en(label.at(1)), value)).flatten())

== #two(("Articles", "Items")) (#d.lines.len())
#let headed(..pairs) = pairs.pos().map(pair => text(weight: "bold", under(pair)))
// A serial is one word and must stay one for whoever copies it: it gets smaller, never cut; other words may break anywhere.
#let fit(body) = layout(size => {
  let width = measure(body).width
  if width > size.width { text(size: 1em * (size.width / width) * 0.99, body) } else { body }
})
#let wrap(body) = { show regex("\S{16}"): it => it + "\u{200B}"; body }
#set table(stroke: 0.4pt, inset: (x: 1.4mm, y: 1.3mm))
#if d.lines.len() > 0 [
  #text(8pt, table(
    columns: (8mm, 27mm, 33mm, 1fr, 28mm, 23mm, 33mm), align: left,
    table.header(..headed(("N°", "No."), ("Étiquette", "Tag"), ("N° de série", "Serial"), ("Marque, modèle", "Make, model"),
      ("Constat", "Outcome"), ("État", "Condition"), ("Réserve, remarque", "Reserve, remark"))),
    ..d.lines.map(l => (l.row, fit(l.tag), fit(l.serial), wrap(l.model), under(l.outcome), if l.condition == none [–] else { under(l.condition) }, wrap(l.remark))).flatten()
  ))
]
#if d.lots.len() > 0 [
  == #two(("Lots (quantités)", "Lots (quantities)"))
  #text(8pt, table(
    columns: (34mm, 1fr, 18mm, 22mm, 18mm, 20mm, 33mm), align: left,
    table.header(..headed(("Lot", "Lot"), ("Marque, modèle", "Make, model"), ("Acceptés", "Accepted"), ("Sous réserve", "With reserve"),
      ("Refusés", "Refused"), ("Non arrivés", "Not arrived"), ("Remarque", "Remark"))),
    ..d.lots.map(l => (fit(l.number), wrap(l.model), l.accepted, l.withReserve, l.refused, l.notArrived, wrap(l.remark))).flatten()
  ))
]

#block(breakable: false)[
  == #two(("Signatures", "Signatures"))
  #grid(columns: (1fr,) * d.signatures.len(), column-gutter: 3mm,
    ..d.signatures.map(s => block(width: 100%, height: 62mm, inset: 2.2mm, stroke: 0.5pt)[
      #strong(s.role.at(0)) \ #en(s.role.at(1)) \
      #v(0.6mm)
      #set text(8.2pt)
      #for line in s.said [#wrap(line) \ ]
      #v(1fr)
      Nom et signature #en[Name and signature] \
      #v(13mm)
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
  #v(1mm)
  #text(8pt)[
    Ce procès-verbal constate la remise de la garde, non celle de la propriété, que porte l'acte de donation. Les noms ne sont pas imprimés ; chaque
    signataire écrit le sien. #en[This record states the transfer of custody, not of title, which the deed of donation carries. Names are not
    printed; each signer writes his or her own.]
  ]
]
`;
