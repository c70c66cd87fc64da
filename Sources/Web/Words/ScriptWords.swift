/// What the script says; the frame hands them over as data, so each key `script.x` is used there.
let scriptWords = Words(
  en: englishScriptWords, zhHans: chineseScriptWords, ru: russianScriptWords,
  he: hebrewScriptWords)

private let englishScriptWords: StaticString = """
  script.saving = Saving…
  script.saved = Saved {time}
  script.unsaved = Not saved yet. Trying again.
  script.offline = No connection. Your text is kept on this device until it can be saved.
  script.restore = What was kept on this device has been put back.
  script.conflict = This was changed elsewhere. Please load the page again; your text is kept on this device.
  script.signedOut = You are signed out. Please sign in again; your text is kept on this device.
  script.failed = That did not work in place, so the page is loaded instead.
  script.shortcuts = Keyboard shortcuts
  script.close = Close
  script.palette = Go to
  script.none = Nothing found
  script.keyMove = Next and previous
  script.keyComment = Comment on the message
  script.keyRate = Next criterion without a rating
  script.keyCriteria = Move between criteria
  script.keyPick = Choose a rating
  """

private let chineseScriptWords: StaticString = """
  script.saving = 正在保存…
  script.saved = 已保存（{time}）
  script.unsaved = 尚未保存，正在重试。
  script.offline = 没有网络连接。您的文字会保留在本设备上，待能保存时再保存。
  script.restore = 已恢复保留在本设备上的内容。
  script.conflict = 内容已在别处更改。请重新打开本页；您的文字保留在本设备上。
  script.signedOut = 您已退出登录。请重新登录；您的文字保留在本设备上。
  script.failed = 无法就地完成，改为重新打开页面。
  script.shortcuts = 键盘快捷键
  script.close = 关闭
  script.palette = 前往
  script.none = 没有找到
  script.keyMove = 下一个和上一个
  script.keyComment = 评论这条消息
  script.keyRate = 下一个尚未评分的标准
  script.keyCriteria = 在标准之间移动
  script.keyPick = 选择评分
  """

private let russianScriptWords: StaticString = """
  script.saving = Сохраняем…
  script.saved = Сохранено {time}
  script.unsaved = Пока не сохранено. Пробуем ещё раз.
  script.offline = Нет связи. Ваш текст хранится на этом устройстве, пока его не удастся сохранить.
  script.restore = Текст, который хранился на этом устройстве, возвращён.
  script.conflict = Это изменили в другом месте. Откройте страницу заново; ваш текст хранится на этом устройстве.
  script.signedOut = Вы вышли из системы. Войдите снова; ваш текст хранится на этом устройстве.
  script.failed = Обновить на месте не получилось, поэтому страница открывается заново.
  script.shortcuts = Сочетания клавиш
  script.close = Закрыть
  script.palette = Перейти
  script.none = Ничего не найдено
  script.keyMove = Следующее и предыдущее
  script.keyComment = Комментарий к сообщению
  script.keyRate = Следующий критерий без оценки
  script.keyCriteria = Перемещение между критериями
  script.keyPick = Выбрать оценку
  """

private let hebrewScriptWords: StaticString = """
  script.saving = שומרים…
  script.saved = נשמר {time}
  script.unsaved = עדיין לא נשמר. מנסים שוב.
  script.offline = אין חיבור. הטקסט שלך נשמר במכשיר הזה עד שאפשר יהיה לשמור אותו.
  script.restore = מה שנשמר במכשיר הזה הוחזר למקומו.
  script.conflict = זה השתנה במקום אחר. נא לטעון את העמוד מחדש; הטקסט שלך שמור במכשיר הזה.
  script.signedOut = יצאת מהמערכת. נא להיכנס שוב; הטקסט שלך שמור במכשיר הזה.
  script.failed = העדכון במקום לא הצליח, ולכן העמוד נטען מחדש.
  script.shortcuts = קיצורי מקלדת
  script.close = סגירה
  script.palette = מעבר אל
  script.none = לא נמצא דבר
  script.keyMove = הבא והקודם
  script.keyComment = הערה על ההודעה
  script.keyRate = הקריטריון הבא ללא דירוג
  script.keyCriteria = מעבר בין קריטריונים
  script.keyPick = בחירת דירוג
  """
