/// What is said in English about money.
let englishPayments = """
  == Refund
  subject: [Refund for {order}|Where is my money?|Return {order}]
  open: Hello, I sent the {product} back {days} days ago. [When do I get my money?|Has it reached you?]
  open: [Hi|Hello], the {product} is too bright for my bedroom. [Can I return it?|How do I send it back?] [I have used it twice.|It is still in the box.]
  upset: I returned {order} {days} days ago and [still no refund|not a word from you]. [{amount} is a lot of money for me.|I will ask my bank to take it back.]
  upset: You told me five days. Now it is {days}. [Where are my {amount}?|I want the money today.]
  ask: [Do you have the receipt from the post office?|Which return number is on the label?] [Did you pay by card or by transfer?|]
  ask: [Is anything missing in the box?|Which day did you hand it in?]
  detail: [I handed it in on {weekday}.|The number is R-4471.] [By card.|I paid by card.]
  detail: [Everything is in the box.|All complete.] [I have the receipt here.|The receipt is from {date}.]
  right: [Your return arrived on {weekday} but had not been booked in.|I found the parcel in returns, it was not scanned.] I have just sent {amount} back to the card you paid with.
  right: [You have 60 days to return it, used or not.|Of course, our return time is 60 days.] [I have mailed you a label|The label is in your mail]; hand the box in anywhere, and we pay back {amount} when it is scanned.
  unclear: [The credit memo is parked until the GR posting clears.|It is in the settlement batch, T+3 after capture reversal.|The RMA is in status received, pending disposition.]
  slip: [Refunds take six weeks by law.|Only closed boxes can be returned.|Sale items cannot be returned.]
  harm: [We give vouchers only, no money.|Since you paid by card, please ask your bank to reverse it.|The return time was 14 days, so you have lost the claim.]
  dodge: [Please see our refund policy.|The refund comes when it comes, please wait.]
  next: You will see it on your statement [by {weekday}|in three working days]; [I will look on {weekday} whether it went through and write to you|if not, answer here and I will ring the bank].
  next: [As soon as the post scans the label, you get a mail, and the money two days later.|I have set a reminder for {weekday} and will write to you then.]
  ahead: [The delivery fee comes back as well.|Some banks show it first as "pending", that is nothing to worry about.|You can keep the bulb.]
  chase: [And how long does that take?|So when will it be on my card?|Is the delivery fee included?]
  trouble: waiting for money that is yours
  trouble: sending something back and hearing nothing
  note: [Return not scanned, bin 3. Booked by hand.|Customer may ask the bank; refund sent first.]
  == Charged twice
  subject: [Charged twice for {order}|Double payment|Two charges of {amount}]
  open: Hello, you took {amount} twice for order {order}. [Please give one back.|Can you check?]
  open: [Hi|Good morning], my bank shows two payments to Lantern Post on {weekday}. [I ordered once.|There is only one order.]
  upset: You have taken {amount} twice and now [my account is overdrawn|my rent bounced]. [I need it back today.|How can this happen?]
  upset: Why do I pay twice for one lamp? [This looks like fraud to me.|I want an explanation, not a form.]
  ask: [Do both entries have a booking date, or is one marked as pending?|What does the bank show next to the two entries?]
  ask: [Which day were they?|Could you read me the last four digits of the payment reference? Not the card number, please.]
  detail: [One says "pending".|Both are booked.] [Both on {weekday}.|On {weekday} and the day after.]
  detail: [The reference ends in 2210.|It only says Lantern Post.]
  right: [I see two payments for {order}: the first try timed out at the bank and was booked anyway.|The payment page sent it twice.] I have sent {amount} back just now.
  right: The second one is a reservation, not a payment: [your bank lets it go|it disappears] within three working days. We have received {amount} once; [I have sent you the proof by mail|the receipt is in your mail].
  unclear: [The auth was not voided before capture, so the PSP shows a dangling hold.|There is an orphan auth in the acquirer file.]
  slip: [We never charge twice, so it must be your bank.|The second one is for the plan.|All banks do that at the end of the month.]
  harm: [Please send me the full card number and the code so that I can check.|Just cancel the whole order, then both come back some day.|We cannot give back the second payment after 24 hours.]
  dodge: [Please ask your bank.|Payments are handled by our provider.]
  next: You will see it [by {weekday}|within two working days]; [I will check on {weekday} that it arrived and write to you|if it is not there by then, answer here and I will call the bank].
  next: [The proof of payment is in your mail in a minute.|You will get a mail when the bank confirms.] [There is nothing more for you to do.|]
  ahead: [If your bank charged you for the overdraft, send me the slip and we will pay it.|The next plan payment is on {date}, once, and {amount} less this time.]
  chase: [So do I get it back or not?|When exactly?|And the bank's fee?]
  trouble: paying twice for one order
  trouble: an account in the red through no fault of yours
  note: [Time-out at the provider, see log of {weekday}.|Third double charge since the new payment page; told finance.]
  == Invoice copy
  subject: [Invoice for {order}|Need an invoice|Invoice with company name]
  open: Hello, [could you send me the invoice for {order}?|I cannot find the invoice for {order}.] [It is for my tax papers.|My accountant asks for it.]
  open: [Hi|Good afternoon], I need the invoice for the {product} [with my company's name|with the tax number] on it.
  upset: I have asked for this invoice {days} days ago. [My accountant is waiting.|The deadline is on {weekday}!]
  upset: The download for the invoice of {order} [shows an error|is empty]. [Every single time.|This is ridiculous.]
  ask: [To which address shall I send it?|Which company name and tax number shall it have?]
  ask: [Do you need it as PDF, or on paper too?|Is it for this order alone, or for all of this year?]
  detail: [Example Trading, 1 Sample Street, number EX000.|To the address I write from.] [PDF is fine.|]
  detail: [All of this year would be great.|Only this one.] [As PDF please.|]
  right: [I have just mailed you the invoice for {order} as PDF.|Attached is the invoice for {order}, with the company name.] [The amount of {amount} and the tax are listed apart.|]
  right: The download failed because of [the comma in the company name|an old browser session]; [I have repaired it and|] the invoice is [in your mail|in your account under "Orders"] now.
  unclear: [The billing doc was cancelled and rebilled with a new partner.|Output type was not determined, it has been repeated.]
  slip: [Invoices can be made within one month only.|We do not put company names on invoices.]
  harm: [Just change the name on the PDF yourself.|I have sent you the invoice list of all customers, pick yours.]
  dodge: [Please download it in your account.|Invoices are explained in the FAQ.]
  next: [It should be there within five minutes; please look into the spam folder too.|If it is not in your mail by this evening, answer here and I will send it by post.]
  next: [From now on each invoice comes to that address by itself.|I will check tomorrow that the mail was delivered.]
  ahead: [I have sent the other invoices of this year along, in case your accountant asks.|The company name is stored now, so the next ones will be right.]
  chase: [And for the other orders?|Does it have the tax number on it?|When will I get it?]
  trouble: chasing a piece of paper before a deadline
  trouble: an accountant who is waiting
  note: [PDF fails with comma in name; ticket to web team.|Sent by hand.]
  == Cancel plan
  subject: [Cancel my Glow plan|End of subscription|Please stop the plan]
  open: Hello, I would like to cancel my Glow plan. [I have enough bulbs.|I am moving abroad.] [What do I have to do?|]
  open: [Hi|Good morning], [how do I stop the plan?|can I pause the plan for {days} weeks?] [The button is grey.|I cannot find the button.]
  upset: I cancelled the plan in spring and you [took {amount} again|sent a box again]! [Stop it.|I want it confirmed in writing.]
  upset: Why is it so hard to cancel? [I have clicked through six pages.|I only want out.]
  ask: [May I ask what is missing for you?|Would a pause help, or do you want to end it?] [Both are fine.|]
  ask: [Has the box of this month reached you yet?|Shall it end now or with the month?]
  detail: [End it, please.|No, I want to end it.] [Now.|With the month.]
  detail: [A pause of three months would be fine.|Just too many bulbs.] [The last box came on {weekday}.|]
  right: [Your plan ends today; nothing more will be charged.|I have ended it as of {date}; the payment of {amount} for next month is stopped.] [The confirmation is in your mail.|You have it in writing in a minute.]
  right: [I have paused it for three months; there are no costs in that time.|Cancelled. And since the button was grey by our mistake, I have paid back {amount}.]
  unclear: [The contract is terminated to the next billing anchor minus notice.|The subscription item is set to cancel_at_period_end.]
  slip: [The plan has a minimum of 24 months.|You can cancel on the first of January only.]
  harm: [Just block the payment at your bank, then it ends by itself.|If you cancel, you lose the warranty on your lamps.|I have ended it, but next year's boxes have to be paid.]
  dodge: [Please use the button in your account.|Cancelling is described in the conditions.]
  next: You get the confirmation [today|within the hour]; [if a box is on the road already, keep it, it is free|no further box will leave].
  next: [On {date} I will check that nothing was charged and write to you.|The account stays open for your old orders; you need do nothing more.]
  ahead: [If you ever come back, your old price holds for a year.|You can send unused bulbs back free of charge until {date}.]
  chase: [So is it cancelled now?|Will there be another payment?|Do I get that in writing?]
  trouble: paying for something you wanted to end
  trouble: searching for a button that does not work
  note: [Button grey for plans from last year; web team knows.|Offered a pause, customer wants to end. Fine.]
  """
