"use strict";

// The words of the interface, in the languages of decks.

const WORDS = {
  en: {
    previous: "Previous", next: "Next", overview: "Overview", notes: "Notes",
    panel: "Change numbers", update: "Step of gradient descent",
    applied: "Step {count} of gradient descent: loss {loss}",
    noUpdate: "No further step: a number would be too large.", question: "Question mode", presenter: "Presenter window",
    fullscreen: "Full screen", theme: "Theme", help: "Keys", close: "Close", black: "Black screen",
    reset: "Reset", copyLink: "Copy link", download: "Download lesson", controls: "Controls",
    sections: "Sections", stepOf: "{step} of {count}",
    noStep: "There is no step “{name}” in this deck.",
    noKnob: "There is no number “{name}” to change in this deck.",
    badKnob: "{name} stays as it was: {reason}",
    empty: "enter a number", notNumber: "“{text}” is not a number",
    tooLarge: "“{text}” is too large", tooSmall: "“{text}” is too small",
    wrongCount: "{count} numbers are needed, separated by commas",
    changed: "Changed", valuesOf: "numbers of {name}",
    parameter: "Parameters", input: "Inputs", initial: "Initial values", target: "Targets",
    component: "{name}, row {row}", entry: "{name}, row {row}, column {column}",
    scrub: "Drag to change. Arrow keys in the field: Shift for ×10, Alt for ÷10.",
    chipHint: "Press Enter to type, the up and down arrows to change",
    lossWas: "Loss {before} → {after}", lossIs: "Loss {before}",
    overflow: "Overflow at {name}: its {what} is too large for a number.",
    undefinedAt: "No number at {name}: its {what} is undefined.",
    copied: "Link copied.", notCopied: "The browser does not allow copying: {link}",
    notInFile: "Not in the lesson file, so unchanged in the download: {names}.",
    value: "value", gradient: "gradient", local: "local gradient", upstream: "upstream gradient",
    contribution: "contribution", valueOf: "value of {name}", gradientOf: "gradient of {name}",
    from: "from {from} to {to}", back: "gradient from {to} back to {from}",
    givesFor: "{local} times {upstream} gives {contribution} for {from}",
    matrixProduct: "a product of matrices", notYet: "not yet shown",
    questionOn: "Question mode on: new numbers are hidden until you ask for them.",
    questionOff: "Question mode off.",
    questionHint: "Next shows the answer; or click a ?",
    themeIs: "Theme: {name}", "theme-light": "light", "theme-dark": "dark",
    "theme-print": "print", "theme-auto": "automatic", "theme-own": "of the deck",
    noWindow: "The browser has blocked the presenter window. Allow pop-ups for this page.",
    noFullScreen: "The browser does not allow full screen here.",
    clock: "Time", elapsed: "Elapsed", restart: "Restart", nextStep: "Next step",
    lastStep: "This is the last step.", steps: "Steps", noNotes: "This step has no notes.",
    going: "Go to step {step} …",
    keyNext: "Next step", keyPrevious: "Previous step", keyFirst: "First step",
    keyLast: "Last step",
    keyDigits: "Go to a step", keyEscape: "Close, or end black and look-up",
    keyTab: "From node to node, with its numbers", digits: "digits, Enter", space: "Space",
    pointer: "Click the right or left half, or swipe, to go on or back. Point at a node, a number "
      + "or an edge to look it up. Click or drag the number of an input to change it.",
  },
  it: {
    previous: "Indietro", next: "Avanti", overview: "Panoramica", notes: "Note",
    panel: "Cambia i numeri", update: "Passo di discesa del gradiente",
    applied: "Passo {count} di discesa del gradiente: perdita {loss}",
    noUpdate: "Nessun altro passo: un numero sarebbe troppo grande.", question: "Modalità domande", presenter: "Finestra del relatore",
    fullscreen: "Schermo intero", theme: "Tema", help: "Tasti", close: "Chiudi",
    black: "Schermo nero", reset: "Ripristina", copyLink: "Copia il link",
    download: "Scarica la lezione", controls: "Comandi", sections: "Sezioni",
    stepOf: "{step} di {count}",
    noStep: "In questa presentazione non c’è un passo «{name}».",
    noKnob: "In questa presentazione non c’è un numero «{name}» da cambiare.",
    badKnob: "{name} resta com’era: {reason}",
    empty: "scrivi un numero", notNumber: "«{text}» non è un numero",
    tooLarge: "«{text}» è troppo grande", tooSmall: "«{text}» è troppo piccolo",
    wrongCount: "servono {count} numeri, separati da virgole",
    changed: "Cambiato", valuesOf: "numeri di {name}",
    parameter: "Parametri", input: "Ingressi", initial: "Valori iniziali", target: "Obiettivi",
    component: "{name}, riga {row}", entry: "{name}, riga {row}, colonna {column}",
    scrub: "Trascina per cambiare. Frecce nel campo: Maiusc per ×10, Alt per ÷10.",
    chipHint: "Invio per scrivere, frecce su e giù per cambiare",
    lossWas: "Perdita {before} → {after}", lossIs: "Perdita {before}",
    overflow: "Overflow in {name}: {what} troppo grande per un numero.",
    undefinedAt: "Nessun numero in {name}: {what} non definito.",
    copied: "Link copiato.", notCopied: "Il browser non permette di copiare: {link}",
    notInFile: "Non sono nel file della lezione, quindi restano come prima: {names}.",
    value: "valore", gradient: "gradiente", local: "gradiente locale",
    upstream: "gradiente a monte", contribution: "contributo", valueOf: "valore di {name}",
    gradientOf: "gradiente di {name}", from: "da {from} a {to}",
    back: "gradiente da {to} indietro a {from}",
    givesFor: "{local} per {upstream} dà {contribution} a {from}",
    matrixProduct: "un prodotto di matrici", notYet: "non ancora mostrato",
    questionOn: "Modalità domande: i numeri nuovi restano nascosti finché non li chiedi.",
    questionOff: "Modalità domande disattivata.",
    questionHint: "Avanti mostra la risposta; oppure premi un ?",
    themeIs: "Tema: {name}", "theme-light": "chiaro", "theme-dark": "scuro",
    "theme-print": "stampa", "theme-auto": "automatico", "theme-own": "della presentazione",
    noWindow: "Il browser ha bloccato la finestra del relatore. Consenti i popup in questa pagina.",
    noFullScreen: "Il browser non permette lo schermo intero qui.",
    clock: "Ora", elapsed: "Trascorso", restart: "Riparti", nextStep: "Passo successivo",
    lastStep: "Questo è l’ultimo passo.", steps: "Passi", noNotes: "Questo passo non ha note.",
    going: "Vai al passo {step} …",
    keyNext: "Passo successivo", keyPrevious: "Passo precedente",
    keyFirst: "Primo passo", keyLast: "Ultimo passo", keyDigits: "Vai a un passo",
    keyEscape: "Chiude, o toglie il nero e la scheda",
    keyTab: "Di nodo in nodo, con i suoi numeri", digits: "cifre, Invio", space: "Spazio",
    pointer: "Fai clic sulla metà destra o sinistra, o scorri col dito, per andare avanti o "
      + "indietro. Indica un nodo, un numero o un arco per leggerne i valori. Fai clic sul numero "
      + "di un ingresso, o trascinalo, per cambiarlo.",
  },
};

/** @typedef {keyof typeof WORDS.en} Word */

/**
 * Words of the interface in the deck's language.
 * @param {string} word
 * @param {Record<string, string | number>} [values] what replaces the names in braces
 */
function say(word, values = {}) {
  const table = deck.language === "it" ? WORDS.it : WORDS.en;
  const text = table[/** @type {Word} */ (word)] ?? word;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
