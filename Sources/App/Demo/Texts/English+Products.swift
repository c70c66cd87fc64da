/// What is said in English about lamps and the app.
let englishProducts = """
  == App pairing
  subject: [Lamp does not connect|App cannot find the {product}|Pairing fails]
  open: Hello, the app does not find my {product}. [The ring blinks red.|It worked until {weekday}.] [What can I do?|]
  open: [Hi|Good evening], since the last update the app [loses the {product} every evening|shows "device offline"]. [I have restarted everything.|The phone is new.]
  open: I want to pair the {product} and it stops at [step 3|80 per cent] [every time|again and again].
  upset: I have been trying to pair this lamp for {days} hours. [The app is useless.|A lamp should simply shine!]
  upset: Since your update none of my lamps works. [We sit in the dark.|My mother cannot switch on the light any more.] [Fix it.|When will this be repaired?]
  ask: [Which version does the app show under "About"?|Does the ring blink slowly or fast?] [And is the phone on the 2.4 GHz network?|]
  ask: [Is the lamp within two metres of the router?|Which phone do you use?] [Does it find other lamps?|]
  detail: [Version 5.2.|It blinks fast.] [I do not know about the network.|The router does both.]
  detail: [An older Android phone.|It is right beside the router.] [The other lamps work.|None of them.]
  right: [Version 5.2 has a fault with routers that use one name for both networks.|The update of {weekday} asks for a permission that many phones refuse.] Please [update to 5.3, hold the ring for ten seconds until it glows white, and pair again|open the phone's settings, allow "nearby devices" for the app, and pair again].
  right: Hold the ring for ten seconds until it glows white, [switch the phone to the 2.4 GHz network|turn off the mobile data for a minute], and add the lamp anew. [Your scenes stay.|Nothing is lost.]
  unclear: [You need to purge the BLE bond and let the DHCP lease expire.|Just reprovision over SoftAP with WPA2-PSK only.|Clear the GATT cache, then it will renegotiate.]
  slip: [The app works with new phones only.|Lamps must be paired one by one on different days.|It is the weather, wireless is weak today.]
  harm: [Turn off the password of your Wi-Fi, then it works.|Open the base of the lamp and pull the small plug while it is on.|Delete your account; the lamps come back by themselves.]
  dodge: [Please restart the app.|Please see the pairing page in the FAQ.]
  next: If the ring is not white [after the second try|by this evening], [answer here and I will send a new lamp|call us and ask for {agent}]; [I will look in tomorrow at ten|I have made a note in your file].
  next: [I will send you the steps with pictures in five minutes.|I stay here while you try it; tell me what the ring does.]
  ahead: [For the next lamps you can skip the steps: the app remembers the network now.|Automatic update is off on your phone; with it on, 5.4 comes by itself.|The switch on the cable works without the app too, in case you need light now.]
  chase: [And if that does not work?|Do I lose my scenes?|Will the next update break it again?]
  trouble: sitting in the dark because of an app
  trouble: a lamp that worked yesterday and does not today
  note: [Version 5.2 again. Number {days} today.|Same router model as the others this week.|App team knows, fix in 5.3.]
  == Sign-in
  subject: [Cannot sign in|Password reset does not arrive|Locked out]
  open: Hello, I cannot sign in any more. [The reset mail does not come.|It says "too many tries".]
  open: [Hi|Good morning], my account [is locked|asks for a code that never comes]. [I need my order {order}.|I only wanted to look at {order}.]
  upset: I have asked for a new password {days} times. [Nothing comes!|Every mail says something else.]
  upset: Locked out for the second time this week. [I want to pay you, and you do not let me.|What is this?]
  ask: [Which address do you use to sign in?|Have you looked into the spam folder?] [Please do not send me your password.|]
  ask: For safety, [what was your last order?|which city do we deliver to?]
  detail: [The one I write from.|It is the address of this mail.] [Nothing in spam.|]
  detail: [The {product}.|Order {order}.] [I have changed my mail address in spring.|]
  right: [The reset mail went to your old address; I have changed it after checking your order.|Your mail provider held our mail back; I have sent it from another address.] The link is [in your mail now|valid for one hour].
  right: The account was locked after five tries. [I have unlocked it|It is open again]; please choose a new password with the link [in your mail|I have just sent].
  unclear: [Your session token is stale, so SSO loops at the IdP.|The MX had greylisted our DKIM, so it soft bounced.]
  slip: [Passwords must be changed every week.|Accounts are deleted after one locked day.]
  harm: [Tell me your password and I will try it.|I have set your password to your first name for now.]
  dodge: [Please click on "forgot password".|Please see the FAQ on sign-in.]
  next: [Try the link now; I stay here until you are in.|If the mail is not there in ten minutes, answer here and I will do it with you by phone.]
  next: [You will get a second mail that says the password was changed; if that was not you, answer at once.|I will check this afternoon that you got in.]
  ahead: [Your orders and scenes are all there.|If you turn on the sign-in by code, choose the app, not the text message: it is quicker.]
  chase: [How long is the link valid?|And why was it locked?|Is somebody in my account?]
  trouble: standing in front of your own closed door
  trouble: waiting for a mail that does not come
  note: [Old address on file; identity checked by last order.|Provider holds our mails back since {weekday}.]
  == Warranty
  subject: [{product} flickers|Warranty for {order}|Lamp dead after {days} months]
  open: Hello, my {product} [flickers since {weekday}|has gone dark|hums]. [I bought it on {date}.|It is {days} months old.] [Is that a case for the warranty?|]
  open: [Hi|Good afternoon], the switch of the {product} [gets warm|is loose]. [Is that dangerous?|Can I still use it?]
  upset: The third {product} in a year that dies. [So much for quality.|I want one that works.]
  upset: Your lamp started to smell of burning [while the children slept next to it|last night]. [What do you say to that?|Call me at once.]
  ask: [Please unplug it first.|Is it unplugged?] [Which bulb is in it?|Does it do the same in another socket?]
  ask: [Could you read me the number on the base?|Do you use a dimmer?] [Do you have the order number?|]
  detail: [It is unplugged.|Yes, I have unplugged it.] [The bulb that came with it.|The same in every room.]
  detail: [The number is B-2207.|No dimmer.] [It is order {order}.|]
  right: [That series has a weak switch; we replace it without questions.|That is a fault of the driver, and the warranty holds for three years.] A new {product} [leaves today|is on its way], [the old one is collected|the label for the old one is in your mail], you pay nothing.
  right: Flickering comes from the dimmer: the {product} needs [one for LED|a dimmer with a low minimum]. [I am sending you the right one|We have one at no cost for you]; the lamp itself is fine.
  unclear: [The PSU ripple exceeds spec, so it is a DOA under batch B.|The TRIAC leading edge is incompatible.]
  slip: [The warranty ends after six months.|You need the original box for that.|Flickering is normal in winter.]
  harm: [A warm switch is fine, keep using it.|Wrap some tape around the switch, then it is safe.|After opening the box there is no warranty.]
  dodge: [Please read the warranty card.|Please use the form for repairs.]
  next: The new one arrives on {weekday}; [please do not use the old one until then|I will write to you on the day it leaves]. [Hand the old one to the courier.|]
  next: [I will call you on {weekday} to hear whether it is quiet now.|You get the label within the hour; hand it in when it suits you.]
  ahead: [The three years begin anew with the new lamp.|If you have a second lamp of the same series, tell me its number and I will check it too.]
  chase: [And what do I do with the old one?|How long is the warranty?|Can I use it until then?]
  trouble: a lamp that does not feel safe at home
  trouble: a new lamp that fails so soon
  note: [Series B-22 again. Told product safety.|Asked to unplug first. Done.]
  == Product advice
  subject: [Which lamp for reading?|Question about the {product}|Light for a small kitchen]
  open: Hello, is the {product} bright enough [to read by|for a kitchen table]? [I am over seventy and need good light.|]
  open: [Hi|Good evening], [does the {product} fit a bulb from another shop?|can the {product} hang outside?] [Before I order.|I do not want to send it back.]
  upset: Your page says two different things about the {product}. [Which one is true?|I have now read it four times.]
  upset: I have asked twice and got a link. [Can a person please tell me whether the {product} can be dimmed?|I want an answer, not a link.]
  ask: [Where will it stand?|How far is it from the book, about?] [Do you like warm or white light?|]
  ask: [Is there rain where it hangs?|Which socket do you have there?]
  detail: [Beside an armchair.|On a table, half a metre away.] [Warm light.|Rather white.]
  detail: [Under a roof.|A normal socket.] [Two metres from the wall.|]
  right: [For reading you want 500 lux on the page; the {product} gives 620 at half a metre.|The {product} has an E27 socket: any bulb up to 9 watts fits.] [It can be dimmed to a tenth.|]
  right: [Under a roof yes, in the rain no: it is made for IP44.|For that distance I would take the Tide reading light, it is narrower and less dazzling.] [Both cost {amount}.|]
  unclear: [It has CRI 90 at 2700 K with an asymmetric beam, so judge by UGR.|The lumen output at Ta 25 is within tolerance.]
  slip: [All our lamps are the same in brightness.|White light is forbidden in bedrooms.]
  harm: [You can put a 60 watt bulb in, it will hold.|Hang it in the shower, nothing will happen.]
  dodge: [Please see the product page.|All facts are on the website.]
  next: [I have put it into your basket at {amount}; it is kept until {weekday}.|I am mailing you the two to compare; answer with A or B and it is ordered.]
  next: [You have 60 days to try it at home; I will ask you on {date} whether it suits you.|If it is too bright, send it back at our cost until {date}.]
  ahead: [The bulb is in the box, you need not order one.|For older eyes a second light behind the chair helps more than a brighter one.]
  chase: [And is the bulb included?|Can I send it back if it is too bright?|So which one would you take?]
  trouble: reading the same page three times without an answer
  trouble: not knowing which lamp to trust
  note: [Page says IP44 and IP20; told the web team.|Sold well, asked to write about reading light.]
  """
