/// What is said in English about orders and parcels.
let englishOrders = """
  == Late delivery
  subject: [Where is my order {order}?|Order {order} not here yet|Delivery of {order}]
  open: [Hi|Hello], my order {order} was due on {weekday} and [has not come yet|there is no sign of it]. [Can you tell me where it is?|Could you look into it?]
  open: [Good morning|Hello], I ordered the {product} [{days} days ago|on {date}]. The tracking page [has said "on its way" since {weekday}|has not moved since {weekday}].
  open: Can you check {order} please? [It was to be a birthday present.|I was at home all day on {weekday} and nobody rang.] [When will it come?|I only want to know when.]
  upset: {days} days! I have been waiting {days} days for order {order}. [Where is it?|This is the second time this happens.] [I took a day off for this delivery.|Nobody answers, nobody calls.]
  upset: I am quite annoyed. The {product} was promised for {weekday} and [now the tracking says it was delivered. It was not.|the courier has my flat number wrong, again.]
  ask: [Did the courier leave a card?|May I check the address: is it the one of your last order?|Does the tracking page name a depot?]
  ask: [Could a neighbour have taken it?|Has anyone at home signed for it?] [And which phone number may the courier use?|]
  detail: [No card, nothing.|No, I looked everywhere.] [The address is right.|The address is the one on my account.]
  detail: [It says "depot north".|It only says "in transit".] [My number has not changed.|]
  right: [I can see it now: the parcel was sorted to the wrong depot on {weekday}.|The parcel has been in depot north since {weekday}, because the label was damaged.] [I have had it labelled anew and it is on the road.|It has been put on the next van.]
  right: The courier lost the parcel; [I have just sent a new {product} by express|a new {product} leaves our warehouse today], [at our cost|you pay nothing for it].
  unclear: [The consignment had an NDR exception and is in the reinjection loop.|It shows status 47 at the hub, so it is awaiting a rescan cycle.|The ASN was mismatched, it has been manually pushed.]
  slip: [All our parcels take ten working days, that is normal.|Orders over 50 euros are always delivered on the next day.|Couriers never deliver on {weekday}s.]
  harm: [After seven days we cannot refund late orders, so you will have to pay for a new one.|Please order again; the first order will be paid back automatically.|It was signed for, so we are not responsible any more.]
  dodge: [Please see the tracking page.|You can find delivery times in our FAQ.|Please ask the courier.]
  next: It will be with you on {weekday} [before noon|by the evening]; [I will check in the morning and write to you|you will get a message from the courier an hour before]. [If it does not come, I will send a new one on the same day.|]
  next: [I have asked the depot to call you by {weekday}.|You will get a new tracking number by mail within the hour.] [I will look at it again tomorrow at nine.|]
  ahead: [I have paid back the delivery fee of {amount} as well; you will see it in three days.|You need not be at home: I have allowed the courier to leave it with your neighbour.|In case you want to change the day, the link in the message lets you do that.]
  chase: [And when will it come, then?|So what happens now?|Do I have to do anything?]
  trouble: waiting at home for a parcel that does not come
  trouble: a present that is not there in time
  note: [Depot north again, third label this week.|Label torn, see photo of depot.] [Keep an eye on {order}.|Told the courier's desk.]
  == Damaged on arrival
  subject: [{product} arrived broken|Damaged: order {order}|Broken glass in parcel {order}]
  open: Hello, the {product} came today and [the shade is cracked|the base is chipped|it does not stand straight]. [What shall I do?|Can I get a new one?]
  open: [Hi|Good afternoon], I opened order {order} and found [broken glass|a bent stem|a deep scratch]. [I have photos.|The box looked fine from outside.]
  upset: I just cut my finger on the {product} you sent. [Broken glass all over the box!|Who packs these things?] [I want my money back.|This cannot be true.]
  upset: This is the second {product} that arrives in pieces. [Do you test the boxes at all?|I am losing patience.]
  ask: [Are you all right?|I hope nobody was hurt.] Could you send a photo of [the lamp and the box|the damage and the label]?
  ask: [Was the box damaged too?|Is the damage on the lamp alone, or on the box as well?] [And would you rather have a new one or the money?|]
  detail: [Photo attached.|I have just sent two photos.] [The box is fine.|The box has a hole in one corner.] [I would like a new one.|A new one, please.]
  detail: [Nobody is hurt.|I am fine.] [The lamp only.|Both, the box and the lamp.] [I'd rather have the money back.|A replacement would be fine.]
  right: [Thank you for the photo, that is clearly damage from the road.|That is transport damage, no question.] [A new {product} is packed today, free of charge|I have ordered a new {product} for you, at no cost]; the broken one can go into the glass container, you need not send it back.
  right: [I have just paid back {amount} in full.|The full price of {amount} is on its way back to your card.] You can throw the broken lamp away.
  unclear: [We will open a claim under incoterm DAP with the carrier.|An RMA without inbound leg was raised.|The CMR note will be reconciled and then a credit memo drops.]
  slip: [You must report damage within 24 hours.|Please send the original box back, otherwise we cannot help.|Glass is never insured.]
  harm: [Please try it anyway, the crack does not matter for the current.|You can glue it and use it, that is safe.|Damage from the road is not our responsibility, so we do not refund.]
  dodge: [Please fill in the form on the website.|Damage is described in our FAQ.|Please contact the carrier.]
  next: The new one [leaves today and arrives on {weekday}|will reach you by {weekday}]; [you will get the tracking number this evening|I will write to you when it is on the van].
  next: The money is on your card [by {weekday}|within three working days]; [I will check on {weekday} and write to you|you get a confirmation by mail in a minute].
  ahead: [I have asked for the double box, so that this does not happen twice.|If you find splinters in the parcel, please do not reach in; tip it out over newspaper.|The warranty starts anew with the new lamp.]
  chase: [Do I have to send the old one back?|And when do I get it?|So who pays for it?]
  trouble: unpacking a lamp and finding it broken
  trouble: broken glass in a parcel
  note: [Photo shows a corner blow. Packing told.|Second damage of this model this week, told the warehouse.]
  == Wrong item
  subject: [Wrong lamp in order {order}|This is not what I ordered ({order})|Got something else]
  open: Hello, I ordered the {product} and [got string lights|got a different colour|there is a bulb in the box, nothing else]. [How do we swap it?|What now?]
  open: [Hi|Good morning], in order {order} there is [the wrong size|somebody else's order|one lamp where there should be two]. [The invoice lists the right one.|]
  upset: How can one pack so wrongly? I ordered a {product} and got [a box of plugs|something for children]. [The party is on {weekday}!|I have no time for this.]
  upset: Wrong item again in {order}. [Last time it took two weeks to swap.|I will not go to the post office for your mistake.]
  ask: [What does the sticker on the box say?|Could you read me the number under the barcode?] [Is the box still closed?|]
  ask: [Which colour did you get?|What is in the box exactly?] [And until when do you need the right one?|]
  detail: [The sticker says LP-77.|It says "Moth, white".] [I have opened it.|The box is closed.]
  detail: [It is the small one.|White, and I ordered black.] [I need it by {weekday}.|No hurry.]
  right: [I see what happened: two labels were swapped.|The shelf number was wrong.] The right {product} [is packed today|leaves today by express]; the courier takes the other one with him, you pay nothing.
  right: I have ordered the right {product} for you. [Please keep the wrong one for the courier|The wrong one can stay with you as our apology]; there is nothing to pay.
  unclear: [There was a pick variance at wave two, it will be cycle counted.|The SKU was cross-docked, we trigger an advance exchange flow.]
  slip: [You have to pay for the return, we pay it back later.|A swap is possible only when the box is closed.|Swaps always take four weeks.]
  harm: [We can only swap it if you pay the second lamp first.|As you opened the box, it counts as bought.]
  dodge: [Please use the return form.|You find swaps in our FAQ.]
  next: The courier comes on {weekday} [between nine and noon|in the afternoon] [with the right one|and swaps box for box]; [you need no label|he brings the label].
  next: The right one arrives on {weekday}; [I will check the photo of the packing table myself before it leaves|you get the tracking number tonight].
  ahead: [If you are not at home, put the box in front of the door with a note; that is agreed with the courier.|I have put {amount} on your account for the trouble.|Your invoice stays valid, nothing to do there.]
  chase: [And who pays for sending it back?|When does the right one come?|Do I need a label?]
  trouble: opening a box with somebody else's lamp in it
  trouble: having to deal with our mistake in the packing
  note: [Labels swapped with order next to it; told {team}.|Shelf 14 mixed up again.]
  == Address change
  subject: [New address for {order}|I have moved|Please change the address]
  open: Hello, I have moved. [Can order {order} go to my new address?|Please change my address before the next box leaves.]
  open: [Hi|Good afternoon], I typed the wrong house number in order {order}. [Can you still change it?|It should be 14, not 41.]
  upset: I changed my address {days} days ago and you still sent {order} to the old one! [Now a stranger has my lamp.|What is the account for?]
  upset: For the third time: I do not live there any more. [Why is {order} going there?|Please fix it for good.]
  ask: [Could you tell me the new street, number and postcode?|Which address shall I enter?] [For this order alone, or for all?|]
  ask: For safety, [which e-mail address is on the account?|what was the last thing you ordered?]
  detail: [14 Example Lane, 00000 Sampletown.|1 Placeholder Square, 00000 Demoville.] [For all orders.|For all, please.]
  detail: [The last one was the {product}.|It is the address I write from.]
  right: [I have changed it for order {order} and for everything that comes after.|Done: order {order} and your account both have the new address.] [The parcel had not left yet.|The courier has confirmed it.]
  right: The parcel was on the road already, so [I have asked the courier to turn it round to the new address|I have stopped it; a new one goes to the new address today], free of charge.
  unclear: [The ship-to partner function was overwritten in the sales doc.|A DCR was placed with the carrier API.]
  slip: [Address changes take two weeks.|We cannot change anything after payment.]
  harm: [I have made the address public on the order page so the courier can see it.|I have changed it; the old tenant will surely bring you the parcel.]
  dodge: [You can change that in your account.|Please see the FAQ on addresses.]
  next: It will reach you at the new address on {weekday}; [the courier sends a message on the day|I will check tomorrow that the label is right].
  next: You get a confirmation [in a few minutes|today]; [please look over the house number once|if it is wrong, answer it and I will change it].
  ahead: [Your plan boxes use the new address as well, I have checked.|I have left your invoice address as it was; tell me if that should change too.]
  chase: [Does that hold for the next box too?|So where does this parcel go now?|Do I get a confirmation?]
  trouble: a parcel that goes to the old flat
  trouble: having to tell us the new address again
  note: [Old address was stored on the plan too; fixed both.|Address checked by phone.]
  """
