import type { OwnSentences } from './own-sentences.ts'

export const english: OwnSentences = {
  handOff: {
    person_requested: 'Of course. I am passing this to a colleague on the team, who will reply here.',
    legal_threat:
      'Thank you for telling us. A person needs to look at this, so I am passing it to the team. They will reply here.',
    self_harm:
      'I am sorry that you are going through this, and I am glad you wrote. I am bringing in a person from our team now. If you are in danger or might hurt yourself, please call your local emergency services or a crisis line, or ask somebody near you to stay with you. You do not have to go through this alone.',
    account_security:
      'Thank you for reporting this. I am passing it to the team, who will check it and reply here. Please do not send passwords, codes or card numbers in this conversation.',
    data_deletion:
      'I have noted your request about your personal data. A person on the team handles these requests and will reply here.',
    nothing_found:
      'I could not find a reliable answer to this, so I am passing your question to the team. A person will reply here.',
    low_confidence:
      'I am not sure enough to answer this myself, so I am passing your question to the team. A person will reply here.',
    not_grounded:
      'I would rather not guess, so I am passing your question to the team. A person will reply here.',
    unreadable:
      'I cannot open images or files, so I am passing this to the team. A person will look at it and reply here.',
    stale:
      'Sorry that you had to wait. I am passing your question to the team, and a person will reply here.',
    unexpected_error:
      'Sorry, something went wrong on our side. I am passing your question to the team, and a person will reply here.',
    delivery_unknown:
      'Sorry, I cannot tell whether my last message reached you. I am passing this to the team, and a person will reply here.',
    over_budget: 'I am passing your question to the team, and a person will reply here.',
    source_stale:
      'I would rather have a person check this first. The team has your question and will reply here.',
  },
  question: {
    missing_fact: 'Could you tell me a little more, so that I can answer you?',
    unreadable:
      'I cannot open images or files. Could you describe in words what you see and what you would like to do? If an error message is shown, please type it out.',
  },
  disclosure:
    'This answer was written by {bot}, an AI assistant. If you would rather talk to a person, just say so.',
  sourcesHeading: 'Sources:',
}
