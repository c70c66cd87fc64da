extension Lexicon {
  static let englishQuestions: [ClueLine] = [
    ClueLine(
      .filler,
      """
      ok|okay|k|yes|yeah|yep|yup|sure|great|good|perfect|fine|cool|nice|awesome|excellent\
      |alright|right|well|so|and|but|oh|hmm|hm|um|uh|thanks|thank|then|kindly|also|now|no|please|hi\
      |hello|hey|thank you|by the way|btw|just|actually|wait|additionally|plus|or|sounds good\
      |that sounds good|that works|lovely|wonderful|fantastic|amazing|super|sounds great\
      |before that|first|one more thing|quick question|interesting
      """),
    ClueLine(
      .inquiry,
      """
      tell me|let me know|inform me|explain|wondering|i wonder|more information\
      |other information|other info|what info|any information|any info|some information\
      |more info|more details|other details|any details|information about|information on|info on\
      |info about|details about|details of|find out|clarify|curious|question about\
      |remind me what|check if|check whether|check to see if|see if|see whether|confirm if\
      |confirm whether|help me check|how about the|what about the|like to know|want to know\
      |need to know|have to know|wish to know|do you know|any idea|love to know|recommend\
      |suggest|any recommendation*|any suggestion*|some recommendation*|some suggestion*\
      |a recommendation|a suggestion|other recommendation*|other suggestion*|more suggestion*\
      |more recommendation*|have recommendation*|have suggestion*|check how|check what\
      |check when|check where|check which|check who|confirm what|confirm which|see what|see how\
      |say how|say what|say when|are you able to tell\
      |can you say
      """),
    ClueLine(
      .questionWord,
      """
      what|what's|whats|which|who|who's|whose|whom|when|when's|where|where's|wheres|why|why's\
      |how|how's|hows|wat|wht
      """),
    ClueLine(
      .helperVerb,
      """
      is|are|am|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might\
      |must|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|hadn't|can't\
      |couldn't|won't|wouldn't|shouldn't|any|is there|are there
      """),
    ClueLine(
      .pronoun,
      """
      i|you|he|she|it|we|they|there|this|that|these|those|the|my|your|his|her|its|their|our|any\
      |anyone|anybody|someone|a|an
      """),
    ClueLine(
      .deed,
      """
      can you find|can you book|can you get me|can you get|can you search|can you look\
      |can you reserve|can you make|can you play|can you show|can you check|can you help\
      |can you buy|can you schedule|can you send|can you change|can you do|can you please find\
      |can you please book|can you try|could you find|could you book|could you get\
      |could you search|could you look|could you reserve|could you make|could you play\
      |could you show|could you check|could you help|could you buy|could you schedule\
      |could you send|could you change|could you please find|could you please book|could you try\
      |would you find|would you book|would you search|would you look|would you reserve\
      |would you make|would you play|would you get|would you check|would you help|would you try\
      |will you find|will you book|will you search|will you look|will you reserve|will you get\
      |will you make|will you please|can you also find|can you also book|can you also\
      |could you also|can i book|can i reserve|can i make|can i buy|can i order|can i go ahead\
      |can i change|could i book|can we book|can we make|can we change|please find|please book\
      |please search|please check|please help|please make|please reserve|please play|please show\
      |please try|find me|book me|get me a|search for|look for|looking for|i want a|i need a\
      |i'd like a|i'm looking|i am looking|help me find|help me with|help me book|show me\
      |i'd like to book|i want to book|i would like to book|i'd like to find|i want to find\
      |i need to find|can you transfer|can you cancel|could you cancel|please cancel|please send\
      |can you fix|can you replace|can you refund|can you move|can you add|could you add\
      |can you set|can you give me a
      """),
    ClueLine(
      .favour,
      """
      can you|could you|would you|will you|can u|could u|can we|could we|if you can\
      |if you could|if you would|whether you can|whether you could|is it possible for you to\
      |would it be possible for you to|could you mind|would you mind|do you mind
      """),
    ClueLine(
      .act,
      """
      book|reserve|make|play|put|set|change|cancel|buy|order|purchase|schedule|arrange\
      |rent|transfer|create|modify|update|move|open|close|fix|repair|replace|refund|return|ship\
      |remove|delete|renew|upgrade|activate|block|unblock|unlock|reset|assist|help|try|attempt\
      |continue|proceed|go ahead|go back|do it|do that|do so|do the same|start|stop|turn|add\
      |switch|extend|connect|call|waive|credit|process|booking|making|changing|cancelling\
      |canceling|searching|cast|stream
      """),
    ClueLine(
      .act, 1,
      """
      find|get|give|provide|share|send|show|search|look|forward|resend|display|bring up|pull up\
      |finding
      """),
    ClueLine(
      .unasked,
      """
      do it|do that|do so|do this|do the same|do a|have a|have an|what i|what we|what they\
      |what a|what an|when i|when we|when you|when they|where i|where we|how i|how we
      """),
    ClueLine(
      .alternative,
      """
      else|another|other|others|different|instead|alternative|alternatives|more options\
      |other options|how about|what about|any more
      """),
    ClueLine(
      .askTime,
      """
      when|what time|what times|what date|what day|which day|what hours|opening hours|open till\
      |open until|how soon|how late|how early|departure time|arrival time|leave at|arrive at\
      |what year|which year|release date|what month|time of|time is|time does|the time|the date|check in time\
      |check-in time|start at|starts at
      """),
    ClueLine(
      .askPrice,
      """
      how much|price|prices|cost|costs|fee|fees|charge|charges|expensive|cheap|fare|rate|total\
      |price range|how expensive|balance|rent|pay|free|deposit|ticket price|tuition
      """),
    ClueLine(
      .askPhone,
      """
      phone|phone number|telephone|telephone number|contact number|number to call|contact info\
      |contact information|contact details|call them|reach them|their number|his number|her number\
      |the number|your number|mobile number|contact them|contact you|get in touch
      """),
    ClueLine(
      .wanting,
      """
      give me|get me|provide|share|send me|show me|find|i want|i need|i would like|i'd like\
      |i also need|i also want|please|check with|confirm the
      """),
    ClueLine(
      .fact,
      """
      address|phone number|phone|contact number|contact info|contact information|contact details\
      |telephone|telephone number|price|total price|cost|total cost|fare|rating|ratings\
      |average rating|website|email|e-mail|opening hours|hours|details|venue|year|release date\
      |release year|name|price range|duration|balance|status|tracking number|menu|humidity|wind\
      |temperature|forecast|zip code|postcode|reference number|genre|the cast|location|description\
      |amount|deadline|date of|time of|order number|account number|booking number|policy number\
      |confirmation number|invoice number|reservation number
      """),
    ClueLine(
      .askSuggestion, "recommend|suggest|recommendation*|suggestion*|any ideas|what would you"),
    ClueLine(
      .tellSuggestion,
      """
      recommend|suggest|how about|what about|there is|there are|i found|i have found\
      |you could try|would you like|you might like|one is|called|option|options|you can try
      """),
    ClueLine(.askMail, "email|e-mail|email address|mail address"),
    ClueLine(.askLink, "website|web site|link|url|homepage|web page|online"),
    ClueLine(
      .askPlace,
      """
      where|where's|wheres|address|location|located|what city|which city|what area|which area\
      |postcode|post code|zip code|zip|street|station|destination|airport|directions\
      |which street|venue|place
      """),
    ClueLine(
      .askCount, "how many|number of|what number|amount|quantity|how big|what size|capacity"),
    ClueLine(.askLength, "how long|how far|duration|length|long does|long will|long is|runtime"),
    ClueLine(
      .askPerson,
      """
      who|who's|whose|which artist|what artist|director|directed|directs|starring|stars in|actor\
      |actors|actress|singer|sings|sung|sang|the name of|their name|your name|what is the name\
      |what's the name|which company|which airline|what airline|carrier|acts in|written by|cast\
      |played by
      """),
    ClueLine(.askReason, "why|why's|reason|how come|what for"),
    ClueLine(
      .askManner,
      """
      how do|how to|how can|how does|how did|how should|steps|instructions|procedure
      """),
    ClueLine(
      .askRating,
      "rating|ratings|rated|review|reviews|score|stars|how good|how well|popular|average rating"),
    ClueLine(
      .askChoice,
      """
      which|what kind|what type|what sort|what kinds|what types|category|genre|cuisine
      """),
  ]

  static let englishAnswers: [ClueLine] = [
    ClueLine(
      .tellTime,
      """
      am|pm|a.m|p.m|o'clock|morning|afternoon|evening|noon|midnight|tonight|today|tomorrow\
      |yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march\
      |april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul\
      |aug|sep|sept|oct|nov|dec|next week|this week|next month|within * hours|within * days\
      |within * business days|within * minutes|in * hours|in * minutes|in * days\
      |in a few minutes|in a few hours|in a few days|in an hour|by the end of|end of day\
      |end of the day|by * o'clock|business day|business days|working day|working days|hours\
      |right away|immediately|straight away|right now|this afternoon|this morning|this evening\
      |shortly|by monday|by friday|by tomorrow
      """),
    ClueLine(
      .tellPrice,
      """
      dollar|dollars|usd|euro|euros|eur|pound|pounds|gbp|cents|free|free of charge|costs|cost is\
      |price is|fee|bucks|per night|per month|per person|per day|expensive|cheap|moderate\
      |moderately
      """),
    ClueLine(
      .street,
      """
      street|road|avenue|boulevard|highway|parkway|crescent|ave|blvd|rd|hwy|pkwy
      """),
    ClueLine(
      .street, 1,
      """
      st|dr|drive|lane|ln|way|court|ct|place|pl|square|sq|close|row|walk|alley|quay|path|trail\
      |circle|gardens|grove|hill|mews|park|rise|view|terrace|broadway|plaza
      """),
    ClueLine(.streetName, "rue|calle|avenida|rua|ulica|ulitsa|prospekt"),
    ClueLine(.streetName, 1, "po box|p o box|post office box"),
    ClueLine(
      .tellPlace,
      """
      street|st|avenue|ave|road|rd|boulevard|blvd|lane|drive|dr|suite|highway|hwy|square|plaza\
      |way|court|located|address|corner|downtown|near|next to|opposite|in the centre\
      |in the center|station|airport|building|floor|city|north|south|east|west|mall|place\
      |terminal|broadway|parkway
      """),
    ClueLine(
      .tellLength,
      "minutes|minute|hours|hour|days|day|weeks|week|months|years|miles|km|kilometers|mins"),
    ClueLine(.tellReason, "because|since|due to|as a result|the reason|so that|caused by|owing to"),
    ClueLine(
      .tellYes,
      """
      yes|yeah|yep|indeed|correct|that's right|that is right|it does|they do|it is|there is\
      |there are|we do|you can|certainly|absolutely|it has|they have|it's|they offer\
      |they also have|does have|do have|is available|are available|they are|i can|sure|it will
      """),
    ClueLine(
      .tellNo,
      """
      no|nope|it does not|it doesn't|they do not|they don't|does not|doesn't|do not|don't|is not\
      |isn't|are not|aren't|unfortunately|not available|cannot|can't|there is no|there are no\
      |not have|it isn't|unable to|not allowed|no longer|lacks|without
      """),
    ClueLine(
      .tellUnknown, "i don't know|i do not know|not sure|no idea|no information|i'm afraid i don't"),
    ClueLine(
      .tellPlan,
      """
      you can|please|first|then|click|go to|open|press|select|choose|enter|follow|step|steps\
      |simply|log in|settings|tap|visit|restart|unplug|install|download
      """),
    ClueLine(
      .empty,
      """
      the|a|an|of|to|in|on|at|for|and|or|is|are|was|were|be|do|does|did|it|its|i|you|your|my\
      |their|they|them|that|this|there|what|which|who|when|where|how|can|could|would|will|me\
      |tell|please|thanks|thank|ok|okay|yes|no|so|with|have|has|if|also|any|some|know|like|want\
      |need|about|from|by|as|just|what's|it's|sure|great|good|get|give|sounds|we|us|our|not|but\
      |all|more|much|many|long|time|number|one
      """),
  ]
}
