extension Lexicon {
  static let english: [ClueLine] = englishManners + englishQuestions + englishAnswers + englishMood

  private static let englishManners: [ClueLine] = [
    ClueLine(
      .greeting,
      """
      hello|helloo*|hi|hii*|hai|haii*|hey|heyy*|hiya|howdy|greetings|good morning|good afternoon\
      |good evening|gud morning|gud mrng|gud mrning|gd morning|good mrng|good mrning|dear sir\
      |dear madam|dear team|dear customer|welcome to|thanks for calling|thank you for calling\
      |thanks for contacting|thank you for contacting|hello there|gud evening|higood|hihello|goodmorning|goodafternoon|goodevening|helo|hallo\
      |heya|happy morning|happy evening|gd evening|gud eve|how are you|how do you do
      """),
    ClueLine(
      .goodbye,
      """
      bye|byee*|byebye|goodbye|good bye|bye bye|okbye|farewell|see you|see ya|cya|take care\
      |have a good day|have a good one|have a good night|have a good evening\
      |have a good afternoon|have a good morning|have a good weekend|have a good rest\
      |have a great day|have a great one|have a great evening|have a great afternoon\
      |have a great night|have a great weekend|have a great rest|have a nice day|have a nice one\
      |have a nice evening|have a nice night|have a nice weekend|have a nice afternoon\
      |have a lovely day|have a lovely *|have a wonderful day|have a wonderful *\
      |have a fantastic day|have a amazing day|have an amazing day|have a awesome day\
      |have an awesome day|have a pleasant *|have a blessed *|have a fabulous day\
      |have an excellent day|have a splendid day|have a * day|have an * day|have nice day\
      |have great day|have good day|enjoy the rest|enjoy your day|enjoy your evening\
      |enjoy your weekend|great day ahead|nice day ahead|good day|happy day|good night|gud night\
      |goodnight|see u|you too bye|talk to you later|ttyl|until next time|best regards|kind regards\
      |all the best|have yourself a *|okaybye|thanksbye|same to you|same to u
      """),
    ClueLine(.goodbye, 1, "you too|u too|you as well|likewise|wish you the same|the same to you"),
    ClueLine(
      .thanks,
      """
      thank|thanks|thankful|thankyou*|thanku*|thankss*|thnks|thnx|thanx|thx|tnx|thq|tq|tysm|okthanks\
      |okthank*|okaythank*|surethank*|yesthank*|thanking you|thank u|thnk u|tahnk|thaks|thnaks|thansk|thankss|thanq|tanq|tks|thks|thanyou|thank you so *\
      |thanks so much|thank you very *|thanks very much|thanks a lot|thank you for your *\
      |thanks for your *|thank you for the *|thanks for the *|thank you for all *\
      |thanks for all *|thanks again|thank you again|many thanks|much appreciated|appreciate it\
      |appreciate that|appreciate your *|appreciate the *|i appreciate|really appreciate\
      |you're appreciated|you are appreciated|appreciated|grateful|cheers|so kind of you\
      |much obliged|been very helpful|been so helpful|been helpful|been really helpful\
      |been most helpful|great help|big help|huge help|lot of help|you're awesome|you are awesome\
      |you're the best|you are the best|you're amazing|you are amazing
      """),
    ClueLine(.thanks, 1, "ty|tyvm|thx u|ta"),
    ClueLine(.goodbye, -1, "take care of"),
    ClueLine(
      .goodWish,
      """
      have fun|enjoy your *|enjoy the *|enjoy|have a good time|have a great time\
      |have a nice time|have a safe *|have a good trip|have a nice trip|have a great trip\
      |have a great stay|have a nice stay|have a good meal|have a * time|have a * trip\
      |have a * journey|have a * flight|have a * ride|have a * stay|have a * meal\
      |have a * holiday|have a * drive|good luck|best of luck|safe travels\
      |get well soon|congratulations|happy birthday|bon voyage
      """),
    ClueLine(
      .thanks, -1,
      "no thanks|no thank you|no thank u|no thx|not now thanks|thanks for nothing|not thank|thank god|thank goodness"
    ),
    ClueLine(
      .polite,
      """
      please|kindly|pls|plz|would you mind|could you please|if you don't mind|if possible|may i\
      |might i|i would be grateful|at your convenience|you're welcome|you are welcome\
      |my pleasure|happy to help|glad to help|no problem at all|certainly|of course\
      |with pleasure|glad i could|glad that i could|glad i was able to help|glad to be of\
      |glad to have|glad to assist|happy to assist|happy to have helped|happy to be of\
      |pleased to help|pleased to assist|pleasure to help|pleasure to assist|pleasure helping\
      |pleasure assisting|pleasure to be of|was a pleasure|always here to help|here to help\
      |excuse me|pardon me|sir|madam|ma'am
      """),
    ClueLine(
      .apology,
      """
      sorry|apologize*|apologise*|apology|apologies|my apologies|forgive us|forgive me|my bad\
      |our mistake|our fault|my mistake|regret the *|we regret|pardon us
      """),
    ClueLine(.apology, -1, "not sorry|sorry to bother|sorry to disturb|better safe than sorry"),
    ClueLine(
      .feeling,
      """
      i understand your *|i understand how *|i understand that *|i understand this *\
      |we understand how *|we understand your *|completely understand|totally understand\
      |fully understand|i can understand|i hear you|i can imagine|i can see why|i can see how\
      |must be frustrating|must be hard|must have been|must be upsetting|that sounds frustrating\
      |sounds frustrating|sounds stressful|that is frustrating|that's frustrating\
      |how frustrating|your frustration|your concern|your disappointment|your patience\
      |you're upset|you are upset|i'd be upset|i would be upset|that's not ok\
      |that is not the experience|sorry to hear|sorry you|sorry for the inconvenience\
      |sorry for the trouble|the inconvenience|inconvenience caused|i feel for you|i know how *\
      |i realize how *|i realise how *|that can't be easy|glad to hear|happy to hear|what a pity
      """),
    ClueLine(
      .ownership,
      """
      i will|i'll|ill take|we will|we'll|i'm going to|i am going to|let me|allow me\
      |i can do that|i can help|i take responsibility|i'll take care|leave it with me\
      |i've got this|i'm on it|i am on it|i have taken|i've taken|i have arranged|i've arranged\
      |i have sent|i've sent|i have escalated|i've escalated|i'll make sure|i will make sure\
      |i'll personally
      """),
    ClueLine(
      .ownership, -1,
      "i will not|i won't|we will not|we won't|i'll not|let me know|let me down|let me go"),
    ClueLine(
      .promise,
      """
      will get back|'ll get back|get back to you|getting back to you|call you|call back\
      |call you back|calling you back|contact you|reach out to you|email you|e-mail you\
      |write to you|write back|let you know|keep you posted|keep you updated|keep you informed\
      |update you|follow up|following up|send you|send it|send the|send over|ship it|ship the\
      |ship you|refund you|refund the|refund it|refund your *|issue a *|process your *\
      |process the *|escalate this|escalate it|escalate the *|forward this|forward it\
      |forward your *|pass this|pass it|look into|check with|investigate|replace it\
      |replace the *|fix it|fix this|fix the *|arrange *|take care of it
      """),
    ClueLine(
      .deferral,
      """
      i'll check|i will check|let me check|let me look|let me see|let me find out|i'll find out\
      |i will find out|get back to you|let you know|one moment|just a moment|a moment please\
      |hold on|bear with me|please wait|please hold|i'll ask|i will ask|checking|call you back\
      |give me a *|i'll look into|i will look into|we'll look into|looking into
      """),
    ClueLine(
      .blame,
      """
      you have to|you must|you should have|you should've|you shouldn't have|you didn't\
      |you did not|you failed|you forgot|you never|you were supposed|you are supposed\
      |you're supposed|you need to|your fault|your mistake|your own fault|as i said\
      |as i told you|like i said|i already told|i already said|as i already|as stated before\
      |you don't understand|you aren't listening|not my problem|not our problem|not my fault\
      |not our fault|nothing i can do|calm down|you are wrong|you're wrong|if you had\
      |you misunderstood|read the *|our policy|company policy
      """),
    ClueLine(
      .moreHelp,
      """
      anything else i can|anything else that i|anything else you|anything else for you\
      |is there anything|else for you|anything else can|any other question*|any other help\
      |any other assistance|any more help|more help|something more|something else\
      |do more for you|do you need any help|that be all|need anything|anything more\
      |further assist|else do you need|else is needed|any other information|you with anything\
      |do anything else|with something else|anything else today|further assistance|else i can\
      |else can i|else may i|anything else|help you some more|assist you some more\
      |help in some other way|help you in some other way|help you further|assist you further\
      |help you with something different|any other way i|any other thing|how can i help|how may i help|how can i assist|how may i assist\
      |what can i do for you|further help|something else i|additional assistance|additional help|more assistance\
      |other assistance|any other matter|any other service|any other request*|more requests\
      |anything further|else would you like|what more can|can i do more|another task\
      |any thing else|anymore help|any more questions|help you any further|help in another way\
      |help you in another way|assist you in another way|assist you in some other *\
      |assist you in any other *|help you out some more|anything additional|any other favor\
      |any other favour|help with another thing|what more do you|additional i can\
      |another way i can
      """),
    ClueLine(
      .enough,
      """
      that's all|that is all|that will be all|that'll be all|that would be all|that's it\
      |that is it|thats all|thats it|nothing else|all i need|all i needed|all i want\
      |all i wanted|no more help|i'm good|i am good|i'm all set|all set|that was all\
      |don't need anything else
      """),
    ClueLine(
      .again,
      """
      second time|third time|fourth time|fifth time|several times|many times|multiple times\
      |twice already|already called|already contacted|already emailed|already wrote\
      |already written|already told|already explained|already asked|already sent|called before\
      |contacted before|still waiting|still not|still no|still hasn't|still haven't\
      |still doesn't|still isn't|last time i|called yesterday|called last week|nobody called\
      |no one called|nobody answered|no one answered|nobody replied|no one replied\
      |no one responded|nobody responded|haven't heard back|have not heard|never heard back\
      |never got a reply|following up on|my previous *|again and again|over and over\
      |every time i call|same issue again|same problem again|how many times|keep calling\
      |once again|happened again|happening again
      """),
    ClueLine(
      .churn,
      """
      cancel my *|cancel the account|cancel the subscription|cancel the contract|cancel our *\
      |cancelling my *|canceling my *|want to cancel|like to cancel|close my account\
      |closing my account|close the account|delete my account|terminate my *|terminate the *\
      |end my contract|end my subscription|end my membership|leave you|leaving you|leaving for\
      |switch to|switching to|switch provider*|go elsewhere|going elsewhere|take my business\
      |taking my business|competitor|competitors|another provider|different provider|never again\
      |never buy|never order|never use|won't be back|not coming back|last time i buy\
      |lost a customer|lost me as|losing a customer|unsubscribe
      """),
    ClueLine(
      .complaint,
      """
      complaint|complaints|complain|complaining|unacceptable|not acceptable|outrageous|disgrace*\
      |ridiculous|absurd|scandal*|terrible service|bad service|poor service|worst service\
      |awful service|horrible service|bad experience|worst experience|terrible experience\
      |very disappointed|so disappointed|extremely disappointed|really disappointed\
      |i'm disappointed|i am disappointed|not happy with|not satisfied|dissatisfied\
      |waste of time|waste of money|rip off|ripoff|rip-off|scam|scammed|fed up|sick of\
      |sick and tired|false advertising|misleading|you people|doesn't work|does not work\
      |not working|stopped working|broken again|damaged|defective|wrong item|wrong order\
      |never arrived|hasn't arrived|has not arrived|overcharged|charged twice|charged me twice
      """),
    ClueLine(
      .escalation,
      """
      manager|supervisor|your boss|team lead|someone in charge|person in charge|someone else\
      |someone higher|higher up|escalate|escalated|lawyer|attorney|solicitor|legal action|sue\
      |suing|take you to court|small claims|ombudsman|consumer protection|trading standards\
      |better business bureau|regulator|chargeback|dispute the charge|press|newspaper\
      |social media|bad review|negative review|real person|human being|speak to a human\
      |talk to a human|speak to someone|talk to someone|live agent|report you
      """),
  ]
}
