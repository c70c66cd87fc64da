/// What is said in English, whatever the reason.
let englishGeneral = """
  == *
  product: Firefly desk lamp
  product: Harbour floor lamp
  product: Moth night light
  product: Beacon bedside lamp
  product: Tide reading light
  product: Comet string lights
  product: Lumen light strip
  product: Ember table lamp
  bot: Hi, I am Wick, the automatic assistant of Lantern Post. [A person of our team will be with you shortly.|I am passing you on to a colleague now.|Someone from the team joins in a moment.]
  bot: This is Wick, a program. [I have noted your question and am fetching a person.|A person will read this next.]
  hello1: hi order number?
  hello1: [yes|ok] whats the problem
  hello1: Hello. [Your order number.|State your issue please.]
  hello2: [Hello|Hi|Good morning|Good afternoon] {first}, this is {agent} from Lantern Post.
  hello2: Hi {first}, [{agent} here.|my name is {agent}, thanks for writing.|thank you for getting in touch. I am {agent}.]
  hello3: [Good morning|Good afternoon|Hello] {first}, thank you for writing to Lantern Post. My name is {agent} and I will stay with you until this is sorted.
  hello3: Hello {first}, I am {agent}. [I have read what you wrote, so you need not repeat it.|I have your order in front of me already.]
  ring1: [Yeah, Lantern Post.|Lantern Post, yes?|Support, go ahead.]
  ring2: Lantern Post, [good morning|good afternoon|hello], {agent} speaking. [How can I help?|What can I do for you?]
  ring2: [Good morning|Hello], you are through to {agent} at Lantern Post. [How can I help you today?|What has happened?]
  ring3: [Good morning|Good afternoon], thank you for calling Lantern Post, my name is {agent}. May I ask who I am speaking with, and how I can help?
  ring3: Lantern Post, this is {agent}, good that you got through. [Take your time and tell me what happened.|Tell me what I can put right for you.]
  dear1: [Customer,|Hello,|To whom it concerns,]
  dear2: [Dear|Hello|Hi] {first},
  dear3: [Dear|Hello] {first},
  feel0: [As our website states, these things can take time.|This happens, there is nothing unusual about it.|Many customers have this and they manage.|You should have read the conditions first.]
  feel1: [Sorry for the inconvenience.|We apologise for any inconvenience caused.|Thank you for your patience.|Sorry about that.]
  feel2: [I am sorry about {trouble}.|I understand, {trouble} is the last thing you need.|I can see why {trouble} is annoying, and I am sorry.]
  feel3: [I am sorry, {first}: {trouble} is our doing, not yours, and I would be upset as well.|Thank you for telling me so plainly. I am sorry about {trouble}; let me put it right now.|That must have been tiresome, {trouble} on top of a busy week. I am sorry, and I will see it through.]
  care: [You did nothing wrong here; the mistake was ours.|I know this took time you did not have.|If it would help, I can call you when it is done, so you need not keep an eye on it.]
  wait: [One moment please, I am looking it up.|Give me a minute to check.|Let me open your order.|Bear with me while I ask the warehouse.]
  waited: [Ok.|Sure.|Ok, I'll wait.|Thanks.|Of course.|Fine.]
  hand: [This belongs to a colleague with the right access; I am handing you over with a summary.|I am putting you through to the {team} team, they can do this right away.|My colleague knows this part better. I have told them what you told me.]
  anything: [Is there anything else I can do for you?|Does that answer everything?|Was there anything else on your mind?]
  bye1: [ok bye|done|closing this now]
  bye2: [Have a nice day, {first}.|Thank you for contacting Lantern Post.|Enjoy your day!|All the best.]
  bye3: [It was good talking with you, {first}. If anything is still not right, ask for {agent} and you will not have to start over.|Thank you for your patience, {first}. You can answer here at any time and it will reach me.]
  sign1: {agent}
  sign1: Support
  sign2: [Kind regards|Best wishes|Best regards], {agent}, Lantern Post
  sign3: [Kind regards|With best wishes], {agent}. Just answer this mail if anything is open: it comes back to me.
  blame: [that was the warehouse again, they never listen|the other shift messed that up, not me|tbh the system is a mess today|you must of typed it wrong]
  blame: [dont know why they told you that, my colleges always do this|pls read the mails we send]
  contempt: [Honestly, how hard can it be to read a label?|Maybe lamps are just too complicated for you.|If you shouted less, you would get your answer sooner.]
  thanks: [Great, thank you!|Perfect, that helps a lot.|Thank you {agent}, that was quick.|Lovely, thanks for sorting it out.|That worked. Thank you so much!]
  meh: [Ok, thanks.|Alright.|Ok, I will see.|Fine, thank you.]
  cross: [That does not really help me.|So I still do not know what happens now.|I expected more, to be honest.|This is not good enough.|I have told this three times now.]
  back: [Hello again, this is still not solved.|I am back: nothing has happened since {weekday}.|Me again. I was told it would be done by now.|Sorry to write again, but I have heard nothing.]
  happy: [Quick and kind.|{agent} was great.|Solved in one go, thank you.|Finally somebody who listens.|Clear answer, friendly.|Best support in a long time.]
  mixed: [It was ok.|Solved, but it took long.|Friendly, but I had to ask twice.|Fine in the end.|Answer was a bit hard to understand.]
  sad: [Nobody told me what happens next.|Had to write three times.|Felt like talking to a form.|Still not solved.|I was told something else the week before.|Rude.]
  """
