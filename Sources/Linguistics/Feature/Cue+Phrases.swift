extension Cue {
  /// The words of a cue in all languages, between commas.
  var phrases: String {
    switch self {
    case .thanks:
      """
      thanks,thank,thank you,thanx,thx,ty,cheers,grateful,appreciate,appreciated,much obliged,\
      спасибо,благодарю,благодарен,благодарна,признателен,признательна,спс,תודה,תודות,מודה,\
      מעריך,מעריכה,谢谢,多谢,感谢,谢了
      """
    case .apology:
      """
      sorry,apologies,apologize,apologise,apology,pardon,excuse me,forgive,forgive me,my bad,\
      oops,извините,извини,простите,прости,прошу прощения,извиняюсь,виноват,виновата,сожалею,\
      סליחה,סליחות,מתנצל,מתנצלת,מצטער,מצטערת,מתנצלים,抱歉,对不起,不好意思,请原谅,道歉
      """
    case .please:
      """
      please,pls,plz,kindly,пожалуйста,пожалуста,плиз,будьте добры,будьте любезны,\
      будьте так добры,не могли бы,не могли бы вы,если не трудно,если вас не затруднит,прошу,\
      просьба,בבקשה,אנא,נא,אשמח,אודה,请,麻烦,劳驾,拜托
      """
    case .greeting:
      """
      hi,hello,hey,greetings,good morning,good afternoon,good evening,dear,welcome,\
      здравствуйте,здравствуй,привет,приветствую,добрый день,доброе утро,добрый вечер,\
      уважаемый,уважаемая,коллега,коллеги,שלום,היי,בוקר טוב,ערב טוב,צהריים טובים,你好,您好,早上好,\
      下午好,晚上好
      """
    case .farewell:
      """
      bye,goodbye,good bye,have a nice day,have a good day,regards,best regards,take care,\
      see you,best wishes,до свидания,пока,с уважением,всего доброго,хорошего дня,удачи,\
      удачи вам,להתראות,ביי,יום טוב,בברכה,再见,拜拜,祝您,祝你
      """
    case .indirect:
      """
      could,would,might,may,could you,would you,wondering,wonder,i wonder,would like,d like,\
      would mind,could have,мог бы,могла бы,могли бы,можно ли,хотел бы,хотела бы,хотелось бы,\
      бы,было бы,могу ли,не могли,не хотите ли,הייתי,הייתם,תוכל,תוכלי,תוכלו,אפשר,ניתן,האם,\
      יכולת,能否,能不能,可否,可不可以,是否,会不会
      """
    case .modal:
      """
      can,will,can you,will you,shall,able,able to,let,let s,lets,can i,may i,can we,можете,\
      может,могу,можем,можно,будете,сможете,сможет,давай,давайте,попробуйте,יכול,יכולה,יכולים,\
      אוכל,נוכל,בואו,בוא,可以,能,会,愿意,要不
      """
    case .duty:
      """
      must,should,have to,need to,needs to,ought,ought to,had to,supposed to,required,got to,\
      gotta,need,cannot,нужно,надо,должен,должна,должны,следует,необходимо,обязан,обязаны,\
      нельзя,требуется,стоит,צריך,צריכה,צריכים,חייב,חייבת,חייבים,אסור,מוטב,必须,应该,应当,需要,不能,不要,得
      """
    case .hedge:
      """
      perhaps,maybe,possibly,probably,i think,i guess,i suppose,i believe,seem,seems,somewhat,\
      sort of,kind of,apparently,likely,appears,rather,a bit,a little,i am not sure,\
      i m not sure,not sure,if you,if possible,suggest,in my opinion,imo,imho,feel free,\
      возможно,может быть,вероятно,наверное,наверно,кажется,думаю,по моему,полагаю,видимо,\
      вроде,пожалуй,скорее,как бы,немного,если можно,предлагаю,не уверен,не уверена,אולי,\
      כנראה,נראה,נדמה,לדעתי,אני חושב,אני חושבת,סבור,ייתכן,יתכן,בערך,קצת,也许,可能,大概,好像,似乎,我觉得,\
      我认为,应该是,恐怕
      """
    case .emphasis:
      """
      very,really,absolutely,totally,completely,definitely,clearly,obviously,extremely,so,too,\
      just,simply,ever,at all,даже,очень,совсем,абсолютно,совершенно,просто,именно,вообще,\
      явно,очевидно,конечно,лишь,только,же,מאוד,ממש,לגמרי,בהחלט,פשוט,ברור,כל כך,בכלל,רק,很,非常,\
      真的,特别,太,完全,简直,当然
      """
    case .contrast:
      """
      but,however,although,though,instead,yet,nevertheless,unless,otherwise,except,despite,\
      whereas,но,однако,хотя,зато,иначе,вместо,тем не менее,впрочем,а не,אבל,אך,אולם,למרות,\
      אלא,但,但是,不过,可是,然而,却
      """
    case .negation:
      """
      no,not,n't,don't,doesn't,didn't,isn't,aren't,wasn't,can't,won't,couldn't,wouldn't,\
      shouldn't,haven't,hasn't,never,nothing,none,nobody,nor,without,dont,cant,не,нет,ни,\
      никогда,никто,ничего,никак,без,нигде,לא,אין,אל,בלי,ללא,אף,מעולם,不,没,没有,别,无,未
      """
    case .questionWord:
      """
      what,why,who,where,when,how,which,whose,how come,how much,how many,is there,are there,\
      do you,did you,have you,что,почему,зачем,кто,где,когда,как,какой,какая,какие,сколько,\
      куда,откуда,чем,ли,разве,неужели,מה,למה,מי,איפה,מתי,איך,כמה,איזה,איזו,מדוע,היכן,什么,为什么,\
      谁,哪里,怎么,几,多少,吗,呢,哪
      """
    case .you:
      """
      you,your,yours,yourself,u,ur,you're,you've,you'll,ты,вы,вас,вам,вами,ваш,ваша,ваше,ваши,\
      вашу,ваших,тебя,тебе,твой,твоя,твое,твои,אתה,את,אתם,אתן,לך,לכם,שלך,שלכם,אותך,אתכם,你,您,\
      你们,你的,您的
      """
    case .me:
      """
      i,me,my,mine,myself,i'm,i've,i'd,i'll,im,я,меня,мне,мной,мой,моя,мое,мои,мою,моей,моих,\
      אני,לי,שלי,אותי,בי,עלי,我,我的,本人
      """
    case .us:
      """
      we,us,our,ours,ourselves,we're,we'll,we've,let us,мы,нас,нам,нами,наш,наша,наше,наши,\
      нашу,אנחנו,אנו,לנו,שלנו,אותנו,我们,咱们,我们的
      """
    case .they:
      """
      he,she,they,them,his,her,their,him,он,она,они,его,ее,их,им,ему,ей,הוא,היא,הם,הן,שלו,שלה,\
      שלהם,他,她,他们
      """
    case .good:
      """
      good,great,nice,excellent,perfect,happy,glad,love,wonderful,awesome,fine,well,best,\
      better,helpful,pleased,amazing,beautiful,cool,enjoy,enjoyed,fantastic,interesting,like,\
      useful,lovely,brilliant,works,worked,solved,хорошо,хороший,хорошая,отлично,прекрасно,\
      замечательно,рад,рада,супер,класс,лучше,лучший,полезно,интересно,удобно,нравится,\
      понравилось,красиво,верно,правильно,молодец,טוב,טובה,טובים,מצוין,נהדר,מעולה,יפה,שמח,\
      שמחה,אהבתי,אוהב,אוהבת,נפלא,מקסים,כל הכבוד,בהצלחה,מושלם,好,很好,不错,满意,喜欢,棒,太好了,开心,高兴,优秀,方便
      """
    case .bad:
      """
      bad,terrible,awful,horrible,worst,worse,poor,hate,annoying,annoyed,angry,upset,\
      disappointed,disappointing,wrong,useless,stupid,ridiculous,rude,fail,failed,broken,\
      problem,problems,issue,error,waste,unacceptable,nonsense,idiot,shit,fuck,damn,crap,sick,\
      dumb,плохо,плохой,плохая,ужасно,ужас,кошмар,хуже,худший,ненавижу,проблема,ошибка,бред,\
      глупо,глупость,дурак,идиот,чушь,ерунда,безобразие,отвратительно,неверно,неправильно,רע,\
      רעה,גרוע,נורא,בושה,חרפה,שקר,שקרן,שקרנים,מושחת,מושחתים,טיפש,אידיוט,מגעיל,כישלון,בעיה,\
      טעות,זבל,חבל,差,坏,糟,糟糕,烂,垃圾,骗,骗子,失望,讨厌,生气,慢,错,问题,投诉,退货,退款,差评
      """
    case .fact:
      """
      actually,in fact,the fact,the truth,the point,of course,indeed,you know,surely,\
      certainly,на самом деле,фактически,действительно,правда,кстати,дело в том,собственно,\
      בעצם,למעשה,האמת,באמת,其实,事实上,确实,的确,实际上
      """
    case .hurry:
      """
      now,immediately,asap,at once,urgent,urgently,stop,again,already,still,quickly,yet again,\
      right now,сейчас,немедленно,срочно,быстро,прекратите,хватит,снова,опять,уже,до сих пор,\
      עכשיו,מיד,דחוף,מהר,תפסיק,תפסיקו,שוב,כבר,马上,立刻,立即,赶紧,快点,急,又,还没
      """
    case .deference:
      """
      good work,great work,nice work,good job,great job,well done,good point,good catch,\
      by the way,btw,отличная работа,хорошая работа,по вашему мнению,как вы считаете,\
      как вы думаете,если вы не против,עבודה טובה,מה דעתך,מה דעתכם,辛苦,辛苦了,您觉得,你觉得
      """
    case .belief:
      """
      think,know,want,hope,feel,believe,see,understand,understood,look,looks,sounds,mean,care,\
      знаю,хочу,надеюсь,понимаю,вижу,считаю,понял,поняла,понятно,יודע,יודעת,רוצה,מקווה,מבין,\
      מבינה,חושב,חושבת,知道,想,希望,觉得,理解,明白,了解
      """
    }
  }
}
