import type { OwnSentences } from './own-sentences.ts'

export const german: OwnSentences = {
  handOff: {
    person_requested: 'Gerne. Ich gebe das an unser Team weiter, ein Mensch antwortet Ihnen hier.',
    legal_threat:
      'Danke für Ihre Nachricht. Das muss sich ein Mensch ansehen, deshalb gebe ich es an unser Team weiter. Sie erhalten die Antwort hier.',
    self_harm:
      'Es tut mir leid, dass es Ihnen so geht, und es ist gut, dass Sie geschrieben haben. Ich hole jetzt einen Menschen aus unserem Team dazu. Wenn Sie in Gefahr sind oder sich etwas antun könnten, rufen Sie bitte den Notruf oder ein Krisentelefon in Ihrer Nähe an, oder bitten Sie jemanden, bei Ihnen zu bleiben. Sie müssen da nicht allein durch.',
    account_security:
      'Danke, dass Sie uns das melden. Ich gebe es an unser Team weiter, das es prüft und Ihnen hier antwortet. Bitte schicken Sie keine Passwörter, Codes oder Kartennummern in diesem Gespräch.',
    data_deletion:
      'Ich habe Ihre Anfrage zu Ihren persönlichen Daten festgehalten. Darum kümmert sich ein Mensch aus unserem Team und antwortet Ihnen hier.',
    nothing_found:
      'Darauf habe ich keine verlässliche Antwort gefunden. Ich gebe Ihre Frage an unser Team weiter, ein Mensch antwortet Ihnen hier.',
    low_confidence:
      'Ich bin mir bei der Antwort nicht sicher genug. Ich gebe Ihre Frage an unser Team weiter, ein Mensch antwortet Ihnen hier.',
    not_grounded:
      'Ich möchte nicht raten. Ich gebe Ihre Frage an unser Team weiter, ein Mensch antwortet Ihnen hier.',
    unreadable:
      'Bilder und Dateien kann ich nicht öffnen. Ich gebe das an unser Team weiter, ein Mensch sieht es sich an und antwortet Ihnen hier.',
    stale:
      'Entschuldigen Sie die Wartezeit. Ich gebe Ihre Frage an unser Team weiter, ein Mensch antwortet Ihnen hier.',
    unexpected_error:
      'Entschuldigung, bei uns ist etwas schiefgegangen. Ich gebe Ihre Frage an unser Team weiter, ein Mensch antwortet Ihnen hier.',
    delivery_unknown:
      'Entschuldigung, ich kann nicht erkennen, ob meine letzte Nachricht angekommen ist. Ich gebe das an unser Team weiter, ein Mensch antwortet Ihnen hier.',
    over_budget: 'Ich gebe Ihre Frage an das Team weiter. Ein Mensch wird Ihnen hier antworten.',
    source_stale:
      'Das soll lieber erst ein Mensch prüfen. Ihre Frage liegt beim Team, Sie bekommen hier eine Antwort.',
  },
  question: {
    missing_fact: 'Können Sie mir noch etwas mehr sagen, damit ich Ihnen antworten kann?',
    unreadable:
      'Bilder und Dateien kann ich nicht öffnen. Können Sie mit Worten beschreiben, was Sie sehen und was Sie tun möchten? Falls eine Fehlermeldung erscheint, schreiben Sie sie bitte ab.',
  },
  disclosure:
    'Diese Antwort stammt von {bot}, einem KI-Assistenten. Wenn Sie lieber mit einem Menschen sprechen möchten, sagen Sie es einfach.',
  sourcesHeading: 'Quellen:',
}
