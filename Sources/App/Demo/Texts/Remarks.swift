internal import Statistics

/// What reviewers write in the demo: comments by criterion and point, feedback, thanks, disputes.
///
/// Keys are `criterion.part`: parts 0 to 3 are comments on that point of the scale; `did`, `effect`
/// praise; `lacked`, `cost`, `try` correct.
struct DemoRemarks: Sendable {
  /// Those of the demo: cut once.
  static let all = DemoRemarks()

  private let phrases: [String: [Phrase]]

  private init(_ sheet: String = remarkSheet) {
    var phrases: [String: [Phrase]] = [:]
    for line in sheet.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      phrases[String(line[..<colon]), default: []].append(Phrase(line[colon...].dropFirst(2)))
    }
    self.phrases = phrases
  }

  /// One way to say it; empty when nothing is known under the key.
  func say(_ key: String, using chance: inout SplitMix64) -> String {
    var text: [UInt8] = []
    chance.oneOf(phrases[key] ?? [])?.tell(Facts(), using: &chance, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  func say(
    _ criterion: DemoTruth.Criterion, _ part: String, using chance: inout SplitMix64
  ) -> String { say("\(criterion.rawValue).\(part)", using: &chance) }
}

private let remarkSheet = """
  correctness.0: [What we told the customer could have cost them money or hurt them.|This advice is not safe, it must be put right with the customer.]
  correctness.1: [The rule quoted here is not ours; the article says something else.|This was not true for this order, though nothing came of it.|Wrong, the customer could find the right answer on our own page.]
  correctness.2: [True, but in our words, not in the customer's.|All right, only I had to read it twice to know what to do.|Correct; too much warehouse talk.]
  correctness.3: [Checked against the order, all of it is right.|Right and in plain words.|Exactly what the article says, said simply.]
  correctness.did: [You opened the order before you answered and named what had gone wrong.|You gave the reason in one plain sentence.|You checked the facts while the customer waited and said that you did.]
  correctness.effect: [The customer did not have to ask a single time whether it was true.|The customer knew at once what to do and it worked.|It was solved in one contact.]
  correctness.lacked: [The answer came from memory and did not fit this order.|The answer used words of ours that a customer cannot know.|The rule you named was an old one.]
  correctness.cost: [The customer tried something that could not work.|The customer had to guess what was meant.|Somebody else had to put it right later.]
  correctness.try: [Open the article beside the order before you answer; it takes a minute.|Read the answer once as if you had bought the lamp yourself and replace every word you would not say at home.|If you are not sure, say so and ask in the team channel first.]
  completeness.0: [The question the customer came with is still open.|A link instead of an answer.|It ends where it should have begun.]
  completeness.1: [The answer is there, the next step is not.|No time is named: when will it happen?|The second question was passed over; the customer had to ask again.]
  completeness.2: [Each question has its answer, and a day is named.|Who does what by when is clear.]
  completeness.3: [Even the question that would have come next is answered.|Complete, and one step ahead.]
  completeness.did: [You named the day and what you would do yourself.|You answered the second question as well, which was hidden in the middle.|You told the customer what to expect and when.]
  completeness.effect: [The customer could stop thinking about it.|There was no second mail.|The customer thanked you for the clear word.]
  completeness.lacked: [The conversation ended without a next step.|You solved it but did not say when it would happen.|One of two questions stayed open.]
  completeness.cost: [The customer wrote again to ask what happens now.|The customer could not know whether to wait or to act.|It was opened again two days later.]
  completeness.try: [End each answer with who does what by when, even if it is only "nothing to do for you".|Count the question marks before you send, and tick them off.|Name a day; if you do not know it, name the day on which you will know.]
  empathy.0: [The customer's trouble is doubted here.|Not a word about what this meant for the customer.]
  empathy.1: [Friendly, but it would fit anybody.|A set phrase; this customer's situation is not named.]
  empathy.2: [You said in your own words what was annoying about it.|The trouble is named once, and that is enough.]
  empathy.3: [You stayed with the customer's mood to the end.|It is owned, not excused. Lovely.]
  empathy.did: [You named what the delay meant for this customer, in your own words.|You let the customer finish and took up the very word they used.|You said "this was our mistake" without a "but".]
  empathy.effect: [One can read how the tone softens after that.|The customer stopped arguing and started to answer.|The customer said thank you twice.]
  empathy.lacked: [You went to the solution before the customer felt heard.|The apology was a set phrase.|The customer told of a spoilt day and there was no word about it.]
  empathy.cost: [The customer repeated the complaint in stronger words.|It read like a form to the customer.|The rating says "nobody listens", though the solution was good.]
  empathy.try: [Name the customer's trouble in one sentence of your own before you solve it.|Use one word the customer used.|Read the first message again before you send, and ask what it felt like.]
  professionalism.0: [This sentence must not go to a customer, whatever was said before.|Contempt. Please talk to your lead about this one.]
  professionalism.1: [Colleagues are blamed in front of the customer.|No greeting, small letters, an inner matter shared.]
  professionalism.2: [Greeting and form are as we agreed.|Clean.]
  professionalism.3: [Calm and clear under pressure; I would show it to new colleagues.|A model for the rest of us.]
  professionalism.did: [You stayed calm and clear while the customer was not.|Greeting, name and farewell were there and sounded like you.|You spoke of "we" where another would have blamed the warehouse.]
  professionalism.effect: [The customer calmed down as well.|The conversation could stand in our collection of examples.|The customer trusted the answer.]
  professionalism.lacked: [You told the customer that another shift had made the mistake.|The greeting was missing and the tone hasty.|An inner problem was shared with the customer.]
  professionalism.cost: [To the customer we look like people who do not talk to each other.|It made the good answer look careless.]
  professionalism.try: [Say "we", and write the rest in an internal note.|Begin with the customer's name and read the text once before sending.|If it was a hard day, take two minutes before the next one; we cover for you.]
  thanks: [Thank you, that helps.|Fair. I will try it this week.|Thanks, I had not noticed that myself.|I see it now. Thank you for the example.|Thank you. The part about the next step is true of most of mine.|Good to hear, that contact was not easy.]
  disagree: [The answer is in my first message; I think it was overlooked.|I asked for the order number before I answered, so I could not say more then.|The customer said at the end that it was solved.|I named the delay in the second sentence; please read it once more.]
  granted: [Right, it is in the first message. Thank you for pointing at it.|On reading it again I see it as you do.]
  halfway: [The step is there, but the customer still had to ask once. The middle answer fits.|Part of it is there, so not the lowest point, and not the highest.]
  kept: [I read it twice. The customer had to ask for the same thing again, so the answer stays.|I see what you meant, but the customer could not see it from the message.]
  other: [The signature is a colleague’s, and the shift was not yours.]
  stranger: [I was on leave that day; the signature is another one.|This was handed over before I wrote my first line.]
  useful: [The example made it clear.|I could use the sentence the next day.|Short and to the point, thank you.|It names what I had felt but not seen.]
  reflect.surprised: [That the second question stayed open: I had read it and forgotten it.|How short my answer reads a week later.|That colleagues saw more in the calm tone than I did.|That the day was missing again, although I know the rule by heart.|I had been harder on myself than they were.]
  reflect.keeps: [Opening the order before I answer.|Using the customer's own word for the trouble.|Saying plainly that it was our mistake.|Taking a breath before the first sentence.|Reading the first message once more at the end.]
  reflect.changes: [I count the question marks before I send.|I name a day in every answer, even if it is the day on which I will know more.|I ask for the order number in the first reply, not in the third.|I say what happens next, also when nothing does.|I leave the set phrase out and write one sentence of my own.]
  suggest: [In three of your conversations the customer had to ask what happens next. It would be the smallest change with the largest effect.|Your answers are right and friendly; what is missing most often is the day.]
  correctness.step: [Have the article open beside the order for every refund this week.|Check one answer a day against the article, the one I was surest of.]
  completeness.step: [End every answer with who does what by when.|Before sending, count the question marks and tick them off; ten answers a day.]
  empathy.step: [Name the trouble in one sentence of my own before the solution, in every chat before noon.|Collect five sentences from colleagues that I would like to have written.]
  professionalism.step: [Say "we" for the whole house; a note on the screen reminds me.|Read every mail aloud once before it goes out.]
  step.lead: [Listen in for an hour and talk about two conversations afterwards.|Bring two examples of good endings to our next talk.]
  step.done: [Done, and kept at it on most days.|It takes less time than I thought.|Done with a colleague; we read each other's last answers.|After a week it was a habit.]
  step.dropped: [The queue was too full that week; I try again in the next cycle.|It did not fit calls; I look for something else.]
  ask: [What made you choose this point?]
  view: [I looked at the last message most; the first one may deserve more.]
  """
