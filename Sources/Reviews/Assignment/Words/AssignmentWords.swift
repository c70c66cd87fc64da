internal import Web

/// What the pages say about who reviews what.
let assignmentWords = Words(
  en: englishAssignmentWords, zhHans: chineseAssignmentWords, ru: russianAssignmentWords,
  he: hebrewAssignmentWords)
