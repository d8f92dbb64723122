/** Whether a line is a list item: "- ..." or "1. ...". */
export const isItem = (line: string): boolean => /^\s*(?:[-*•–]\s|\d{1,3}[.)]\s)/.test(line)

/** Whether a line is a step of a numbered list. */
export const isStep = (line: string): boolean => /^\s*\d{1,3}[.)]\s/.test(line)

/** Whether a line is a table row as `markdownText` writes it: "Plan: Starter; Price: 9 EUR". */
export const isRow = (line: string): boolean => /^[^:;.]{1,40}: [^;]+(?:; [^:;]{1,40}: [^;]+)+$/.test(line)

const LONGEST_HEADING = 90

/** Whether a paragraph of one line is a heading: short, and it ends no sentence. */
export const isHeading = (paragraph: string): boolean =>
  paragraph.length <= LONGEST_HEADING &&
  !paragraph.includes('\n') &&
  !/[.!:;,。！？；：…)"”»]$/u.test(paragraph) &&
  !isItem(paragraph) &&
  !isRow(paragraph) &&
  !/^[^:]{1,40}: /.test(paragraph)
