let hebrewActivityWords: StaticString = """
  activity.column.available = פנויים
  activity.column.breaks = הפסקות והדרכה
  activity.column.busy = עסוקים
  activity.column.call = מחצית השיחות עד
  activity.column.contacts = מגעים
  activity.column.days = ימים
  activity.column.each = זמן עיסוק לכל מגע
  activity.column.other = השהיות אחרות
  activity.column.present = בעבודה
  activity.empty = אין זמן עבודה בתקופה הזאת
  activity.empty.why = כאן יופיע מתי אנשים היו פנויים, עסוקים ובהפסקה, ברגע שמערכת הטלפון או הצ׳אט תדווח על כך; יומן התורים של Asterisk עושה זאת.
  activity.how = לפי המצבים שמערכת הטלפון או הצ׳אט מדווחת, כל אחד עד הבא; איש אינו נחשב בעבודה יותר משש־עשרה שעות בלי דיווח. זמן העיסוק לכל מגע הוא זמן העיסוק חלקי המגעים: כמה צ׳אטים בבת אחת חולקים אותו, וקצר אינו טוב כשלעצמו. מגעים שלא יובא מהם דבר כלולים בזמן העיסוק ולא במגעים. לפי שם, לעולם לא לפי גודל.
  activity.lede = {period}: {people, plural, one {אדם אחד היה} two {שני אנשים היו} other {# אנשים היו}} בעבודה {hours}, מתוכן {busy} עם לקוחות.
  activity.lede.none = {period}: אף מערכת אינה מדווחת מתי אנשים היו בעבודה, ולכן אפשר לספור רק את מה שעשו.
  activity.title = זמן עבודה
  """
