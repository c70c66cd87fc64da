internal import Web

/// What the pages of languages, skills and conflicts say.
let skillWords = Words(
  en: englishSkillWords, zhHans: chineseSkillWords, ru: russianSkillWords, he: hebrewSkillWords)
