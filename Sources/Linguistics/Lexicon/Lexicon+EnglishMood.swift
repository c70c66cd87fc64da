extension Lexicon {
  static let englishMood: [ClueLine] = [
    ClueLine(
      .sentiment, 3,
      """
      love|loved|loves|loving|excellent|amazing|awesome|fantastic|wonderful|brilliant\
      |outstanding|perfect|perfectly|superb|delighted|thrilled|incredible|fabulous|best\
      |exceptional|terrific|marvelous|marvellous|magnificent|phenomenal|lifesaver|life saver\
      |above and beyond|overjoyed|flawless
      """),
    ClueLine(
      .sentiment, 2,
      """
      great|happy|glad|pleased|impressed|lovely|beautiful|enjoy|enjoyed|enjoying|appreciate*\
      |thank|thanks|thankful|grateful|gratitude|recommend|helpful|friendly|kind|kindly|polite\
      |generous|satisfied|excited|exciting|win|won|success|successful|successfully|congrats\
      |congratulations|fun|funny|cute|cool|adorable|hilarious|proud|blessed|charming|delicious\
      |elegant|favorite|favourite|gorgeous|hooray|yay|reliable|respect|smart|smooth|smoothly\
      |super|sweet|talented|trust|useful|valuable|wow|works great
      """),
    ClueLine(
      .sentiment, 1,
      """
      good|nice|well|fine|better|thanks|easy|easily|quick|quickly|fast|fair|fixed|resolved\
      |solved|sorted|works|working|worked|clear|comfortable|correct|ok|okay|welcome|yes|sure\
      |like|liked|likes|hope|hopeful|interesting|calm|clean|clever|convenient|decent|efficient\
      |hopefully|improved|improvement|patient|positive|prompt|promptly|ready|relief|relieved\
      |right|safe|secure|sounds good|suitable|support|supportive|true|warm|worth|bonus|benefit\
      |gift|cheers|agree|luck|lucky|honest|fresh|bright|alive|ease
      """),
    ClueLine(
      .sentiment, -1,
      """
      slow|late|delay|delayed|delays|wait|waiting|waited|confusing|confused|unclear|difficult\
      |hard|issue|issues|problem|problems|trouble|wrong|error|errors|mistake|mistakes|missing\
      |lost|lose|stuck|fail|unable|unfortunately|expensive|sorry|no one|nobody|worry|worried\
      |concern|concerned|cancel|refund|complicated|doubt|tired|boring|bored|cold|odd|strange\
      |weird|poorly|lack|lacking|lacks|less|limited|miss|missed|noise|noisy|old|pain|refuse\
      |refused|risk|risky|sad|shame|sick|silly|tough|uncomfortable|unfair|unknown|unsure|weak\
      |bother|bothered|annoying|denied|deny|dirty|disagree|expired|interrupted|leak|reject\
      |rejected|scratch*
      """),
    ClueLine(
      .sentiment, -2,
      """
      bad|poor|angry|upset|annoyed|frustrated|frustrating|frustration|disappointed|disappointing\
      |disappointment|unhappy|dissatisfied|broken|damaged|useless|failed|failure|fails|fault\
      |faulty|rude|unacceptable|ridiculous|complain|complaint|waste|wasted|crap|sucks|suck|ugly\
      |unprofessional|unreliable|ignored|ignoring|lied|lie|lies|liar|lying|mad|mess|nonsense\
      |stupid|overcharged|cheated|cheat|dishonest|irritating|irritated|misleading|nasty|negative\
      |outrageous|pathetic|regret|scared|shocking|shocked|stressed|stressful|terrified|threat\
      |unwanted|worse|wrongly|afraid|alarming|argue|ashamed|awkward|clueless|crash|crashed|cry\
      |crying|defective|depressed|depressing|died|dumb|embarrass*|enemy|evil|fear|fight|guilty\
      |harm|harsh|hurt|hurts|idiotic|incompetent|insult*|kill*|lousy|miserable|offend*|offensive\
      |painful|panic|punish*|rip off|ruin|ruined|screwed|trash|ugh|unfortunate|victim|violent\
      |worthless|wtf|smh|damn|hell|toxic|creepy|cruel|gross|disturbing
      """),
    ClueLine(
      .sentiment, -3,
      """
      terrible|horrible|awful|worst|hate|hated|hates|hating|disgusting|disgusted|disgrace*\
      |furious|outraged|atrocious|appalling|dreadful|abysmal|nightmare|scam|scammed|scammers\
      |fraud|thieves|bullshit|bs|garbage|rubbish|livid|infuriat*|horrendous|horrific|shit|shitty\
      |fuck*|asshole*|bastard*|disaster|catastroph*|vile|pathetic|despicable|unforgivable
      """),
    ClueLine(
      .booster, 1,
      """
      very|really|so|too|extremely|absolutely|totally|completely|incredibly|super|highly|truly\
      |such|deeply|utterly|especially|particularly|insanely|most|fully|entirely|hugely|quite\
      |much|way
      """),
    ClueLine(
      .booster, -1,
      """
      slightly|somewhat|a bit|a little|kind of|kinda|sort of|sorta|almost|barely|hardly|partly\
      |fairly
      """),
    ClueLine(
      .negation,
      """
      not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|can't|cant|don't|dont|doesn't\
      |doesnt|didn't|didnt|isn't|isnt|aren't|arent|wasn't|wasnt|weren't|won't|wont|wouldn't\
      |wouldnt|couldn't|couldnt|shouldn't|haven't|havent|hasn't|hasnt|hadn't|without|lack|lacks\
      |ain't
      """),
    ClueLine(.contrast, "but|however|although|though|yet|nevertheless|except"),
    ClueLine(
      .insult,
      """
      idiot|idiots|moron|morons|stupid|dumb|dumbass|asshole|bitch|bastard|fuck you|fuck off\
      |fucking|shut up|liar|liars|jerk|loser|imbecile|retard|scumbag|go to hell|piece of shit\
      |screw you|bloody hell|wanker
      """),
    ClueLine(
      .misspelling,
      """
      recieve*|teh|definately|definatly|alot|untill|seperate*|occured|occuring|wich|adress\
      |adresses|acount|accomodat*|arguement|begining|beleive*|buisness|calender|cancelation\
      |catagory|comming|commited|concious|consistant|currenty|dissapoint*|embaras*|enviroment\
      |existance|experiance*|finaly|foriegn|freind*|goverment|gaurantee*|happend|immediatly\
      |immediatley|independant|intrest*|knowlege|lenght|maintainance|neccessary|necesary\
      |noticable|ocasion*|occassion*|paide|payed|posible|prefered|probaly|publically|realy\
      |reccomend*|recomend*|refering|refered|responce|sucess*|suprise*|thier|thankyou|tommorow\
      |tommorrow|tomorow|truely|unfortunatly|unfortunatley|usefull|wierd|writting|yesturday\
      |apoligize*|appologize*|apologys|inconvience|inconvinience|inconvenince|availible|availabe\
      |shiping|delievery|recipt|reciept|technican|maintenence|transfered|benifit*|succesful*\
      |assitance|assistence
      """),
  ]
}
