/** What is found in a row, in French; the other words for it are the finding's own detail. {name} is what the finding says of itself. */
const FRENCH: Readonly<Record<string, string>> = {
  'catalogue-item-unknown': 'Cet article n’est pas au catalogue.',
  'cell-is-day': 'Le tableur en a fait une date : relisez la plaque et gardez la colonne en texte.',
  'column-left-out': 'Une autre colonne dit déjà la même chose ; celle-ci n’est pas lue.',
  'field-invalid': 'La valeur n’a pas la forme attendue.',
  formula: 'Une formule ne déclare rien : écrivez sa valeur.',
  'identifier-already-active': 'Cet identifiant est déjà celui de l’appareil {existingDeviceId}.',
  'identifier-invalid': 'Cet identifiant n’a pas la forme de son type.',
  'identifier-mangled': 'Le tableur a abîmé cet identifiant : relisez la plaque.',
  'identifier-not-here': 'Cet identifiant se dit ailleurs.',
  'identifier-repeated': 'La ligne {otherRow} a le même identifiant : relisez les deux plaques.',
  'item-contradicts': 'L’article n’est pas celui de la ligne de commande.',
  'item-missing': 'La marque et le modèle manquent.',
  'kit-is-a-list': 'C’est un kit : recevez ses composants et confirmez le kit.',
  'landed-claimed': 'Frais annoncés par le fournisseur ; ils compteront une fois facturés.',
  'maker-missing': 'La marque manque.',
  'maker-unknown': 'Cette marque n’est pas connue.',
  'model-missing': 'Le modèle manque.',
  'model-unknown': 'Ce modèle n’est pas au catalogue de cette marque.',
  'near-duplicate': 'Ce numéro ressemble à {like} : comparez les plaques.',
  'no-order-yet': 'Cette réception n’a pas encore de commande.',
  'no-serial-reason-missing': 'Dites pourquoi il n’y a pas de numéro de série.',
  'not-ordered': 'Ce modèle n’est pas sur la commande.',
  'order-line-differs': 'La ligne de commande est pour un autre modèle.',
  'order-line-unknown': 'La commande n’a pas cette ligne.',
  'plate-photo-missing': 'La photo de la plaque manque.',
  'price-differs': 'Le prix n’est pas celui de la commande ; la commande fait foi.',
  'price-unreadable': 'Ce n’est pas un montant.',
  prohibited: 'Sur la liste de la section 889, ou peut-être : l’appareil sera retenu.',
  'quantity-of-one-serial': 'Un numéro de série est celui d’un seul appareil : une ligne par appareil.',
  'quantity-of-serialised': 'Chaque appareil sans numéro de série a sa propre ligne.',
  'quantity-tracked-not-yet': 'Cet article se compte par lots.',
  'quantity-unreadable': 'Ce n’est pas un nombre entier.',
  'receipt-exceeds-order': 'La commande n’en compte pas autant.',
  'row-has-surplus-cells': 'La ligne a plus de cellules que l’en-tête : un séparateur est de trop.',
  'row-in-two-kits': 'La ligne est dans deux kits.',
  'row-malformed': 'La ligne ne peut pas être lue.',
  'row-repeated': 'Deux lignes portent ce numéro.',
  'second-signature-missing': 'Une seconde signature manque.',
  'second-signature-same-person': 'La seconde signature doit être celle d’une autre personne.',
  'serial-already-active': 'Ce numéro de série est déjà celui de l’appareil {existingDeviceId}.',
  'serial-is-placeholder': 'Ce n’est pas un numéro de série : laissez vide et donnez la raison.',
  'serial-left-out': 'Lu comme : pas de numéro de série.',
  'serial-mangled': 'Le tableur a abîmé ce numéro : relisez la plaque et gardez la colonne en texte.',
  'serial-missing': 'Le numéro de série manque.',
  'serial-not-expected': 'Ce modèle n’a pas de numéro de série d’habitude ; il est gardé.',
  'serial-repeated': 'La ligne {otherRow} a le même numéro de série : relisez les deux plaques.',
  'serial-unreadable': 'Ce n’est pas un numéro tel qu’une plaque l’imprime.',
  'total-differs': 'Le total annoncé n’est pas la somme des lignes.',
  'unknown-field': 'Une ligne n’a pas ce champ.',
};

export const SAID_IN_FRENCH = Object.keys(FRENCH);

/** A finding in the words of both languages; a code without French words is told as it stands. */
export function wordsOf(finding: { code: string; detail: string; [extra: string]: unknown }): {
  fr: string;
  en: string;
} {
  const french = FRENCH[finding.code]?.replace(/\{(\w+)\}/g, (_, name: string) => String(finding[name] ?? '…'));
  return { fr: french ?? finding.detail, en: finding.detail };
}
