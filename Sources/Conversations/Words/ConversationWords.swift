internal import Web

/// What the pages about conversations say.
let conversationWords = Words(
  en: englishConversationWords, zhHans: chineseConversationWords,
  ru: russianConversationWords, he: hebrewConversationWords)
