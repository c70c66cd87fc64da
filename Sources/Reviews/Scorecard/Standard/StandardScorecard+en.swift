extension StandardScorecard {
  static let english = StandardScorecard(
    language: "en",
    name: "Conversation quality",
    purpose:
      "We want every customer to leave with the right answer and the feeling of being heard.",
    solution: "Solution",
    care: "Care",
    correctness: Text(
      name: "Correctness",
      question: "Is what the customer was told true?",
      points: [
        Point(
          label: "Wrong, with harm",
          anchor:
            "A false statement or action costs the customer money, data, rights or safety.",
          causes: ["Did not look it up", "Outdated article", "Article missing", "Misread the case"]),
        Point(
          label: "Wrong, harmless",
          anchor: "A false statement that changes nothing for the customer or was put right later.",
          causes: ["Did not look it up", "Outdated article", "Article missing", "Misread the case"]),
        Point(
          label: "Right, unclear",
          anchor: "Everything said is true, but the customer has to guess what to do with it.",
          causes: ["Jargon", "Steps out of order"]),
        Point(
          label: "Right",
          anchor:
            "Everything said is true for this customer's product, plan or order, in words the customer uses."
        ),
      ]),
    completeness: Text(
      name: "Completeness",
      question: "Is anything left for the customer to ask?",
      points: [
        Point(
          label: "Not answered",
          anchor:
            "The question the customer came with has no answer, or the wrong one was answered.",
          causes: ["Question overlooked", "Handed over without a summary", "No permission to act"]),
        Point(
          label: "Partly",
          anchor:
            "One of several questions is open, or a step is missing; the customer must ask again.",
          causes: ["Question overlooked", "Next step not named", "No time named"]),
        Point(
          label: "Complete",
          anchor:
            "Each question has its answer; the customer knows what happens next, who does it, by when."
        ),
        Point(
          label: "Complete, looking ahead",
          anchor: "Complete; the question that would have come next is answered before it is asked."
        ),
      ]),
    empathy: Text(
      name: "Empathy",
      question: "Does the customer feel heard?",
      points: [
        Point(
          label: "Cold",
          anchor:
            "The customer's trouble is passed over, doubted or answered with a set phrase alone.",
          causes: ["Set phrase only", "Pressed for time", "Upset by the customer's tone"]),
        Point(
          label: "Polite only",
          anchor:
            "Friendly words that would fit any customer; this customer's situation is not named.",
          causes: ["Set phrase only", "Pressed for time"]),
        Point(
          label: "Heard",
          anchor: "The reply names what this trouble means for the customer, once, in own words."),
        Point(
          label: "Heard throughout",
          anchor:
            "Pace, words and effort follow the customer's mood to the end; what was hard is owned, not excused."
        ),
      ]),
    professionalism: Text(
      name: "Professionalism",
      question: "Would we show this conversation to the whole company?",
      points: [
        Point(
          label: "Contempt",
          anchor: "Insult, mockery, discrimination, a threat, or a deliberate lie.",
          causes: ["Provoked by the customer", "Conflict inside the team"]),
        Point(
          label: "Careless",
          anchor:
            "Blames colleagues or the customer, shares inner matters, or many mistakes make it hard to read.",
          causes: ["Pressed for time", "Template not adapted", "Unsure about the style"]),
        Point(
          label: "Clean",
          anchor:
            "Greeting, form of address and language follow our style; few slips, none disturbing."),
        Point(
          label: "Exemplary",
          anchor:
            "Calm and clear even under pressure; could be used as an example for new colleagues."),
      ]))
}
