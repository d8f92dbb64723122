const SIGNS =
  /ignore (?:all|any|the|your|every|my)?\s*(?:of the )?(?:previous|prior|above|earlier|other)?\s*(?:instructions|rules|prompts)|disregard (?:all|the|your|any)|system prompt|developer mode|you are now|reveal your|print your|your (?:hidden )?instructions|ignor[ae] (?:todas )?(?:las|tus) instrucciones|ignoriere? (?:alle|deine)|vergiss (?:alle|deine)|systemprompt/i

/** Whether a text speaks to the model instead of asking the team. */
export const isInjection = (text: string): boolean => SIGNS.test(text)
