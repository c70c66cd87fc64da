internal import Web

/// The words of the way out of the demo.
let demoWords = Words(
  en: englishDemoWords, zhHans: chineseDemoWords, ru: russianDemoWords, he: hebrewDemoWords)

private let englishDemoWords: StaticString = """
  demo.keep = Keep the demo
  demo.lede = Everybody and everything in this workspace is made up. When you have seen enough, begin with your own team.
  demo.problem.others = There is another workspace in this database, so nothing was removed.
  demo.remove = Remove the demo
  demo.remove.why = All people, conversations, reviews and what you changed in the demo are deleted for good, and everybody is signed out. The next page creates your own workspace.
  demo.removed = The demo is removed. Here begins your own workspace.
  demo.sure = Yes, delete everything in the demo
  demo.sure.missing = Please tick this box first; nothing was removed.
  demo.title = From the demo to your own team
  """

private let chineseDemoWords: StaticString = """
  demo.keep = 保留演示
  demo.lede = 这个工作区里的所有人员和会话都是虚构的。看够之后，就可以开始使用您自己的团队。
  demo.problem.others = 此数据库中还有其他工作区，因此没有删除任何内容。
  demo.remove = 删除演示
  demo.remove.why = 演示中的所有人员、会话、评审以及您做的更改都会被永久删除，所有人都会退出登录。下一页将创建您自己的工作区。
  demo.removed = 演示已删除。从这里开始创建您自己的工作区。
  demo.sure = 是的，删除演示中的全部内容
  demo.sure.missing = 请先勾选此框；没有删除任何内容。
  demo.title = 从演示到您自己的团队
  """

private let russianDemoWords: StaticString = """
  demo.keep = Оставить демонстрацию
  demo.lede = Все люди и обращения здесь вымышлены. Когда осмотритесь, начните со своей командой.
  demo.problem.others = В этой базе данных есть другое рабочее пространство, поэтому ничего не удалено.
  demo.remove = Удалить демонстрацию
  demo.remove.why = Все люди, обращения, отзывы и ваши изменения в демонстрации удаляются навсегда, все сеансы завершаются. На следующей странице вы создадите своё рабочее пространство.
  demo.removed = Демонстрация удалена. Здесь начинается ваше рабочее пространство.
  demo.sure = Да, удалить всё, что есть в демонстрации
  demo.sure.missing = Сначала отметьте это поле; ничего не удалено.
  demo.title = От демонстрации к своей команде
  """

private let hebrewDemoWords: StaticString = """
  demo.keep = להשאיר את ההדגמה
  demo.lede = כל האנשים והשיחות בסביבה הזאת בדויים. כשראיתם מספיק, אפשר להתחיל עם הצוות שלכם.
  demo.problem.others = במסד הנתונים הזה יש סביבת עבודה נוספת, ולכן לא הוסר דבר.
  demo.remove = הסרת ההדגמה
  demo.remove.why = כל האנשים, השיחות, הסקירות ומה ששיניתם בהדגמה יימחקו לצמיתות, וכולם ינותקו. בעמוד הבא יוצרים סביבת עבודה משלכם.
  demo.removed = ההדגמה הוסרה. כאן מתחילה סביבת העבודה שלכם.
  demo.sure = כן, למחוק את כל מה שבהדגמה
  demo.sure.missing = יש לסמן קודם את התיבה; לא הוסר דבר.
  demo.title = מההדגמה לצוות שלכם
  """
