/// What columns are called in English, Russian, Hebrew and Chinese exports, plainly written.
enum Synonyms {
  /// The names of a field's column in a kind of file, the usual ones first.
  static func words(for field: Field, in kind: RowKind) -> [String] {
    var words = common[field] ?? []
    switch (kind, field) {
    case (.conversation, .conversationID), (.call, .callID), (.survey, .surveyID),
      (.message, .messageID), (.agent, .agentID), (.queue, .queueID):
      words.append("id")
    case (.agent, .agentName), (.queue, .queueName): words.append("name")
    case (.agent, .agentEmail): words.append("email")
    case (.conversation, .openedAt):
      words += ["created", "createdat", "createdon", "date", "дата", "תאריך", "日期"]
    case (.message, .messageTime):
      words += ["created", "createdat", "createdon", "date", "дата", "תאריך", "日期"]
    case (.survey, .surveyAnsweredAt):
      words += ["createdat", "created", "date", "time", "дата", "תאריך", "日期"]
    case (.call, .callStartedAt):
      words += ["createdat", "created", "date", "time", "дата", "תאריך", "日期"]
    default: break
    }
    return words
  }

  private static let common: [Field: [String]] = [
    .conversationID: [
      "conversationid", "ticketid", "ticket", "externalid", "conversationexternalid",
      "conversation",
      "caseid", "casenumber", "ticketnumber", "chatid", "threadid", "conv", "convid", "number",
      "requestid", "номеробращения", "номертикета", "номерзаявки", "обращение", "заявка", "номер",
      "מספרפנייה", "מזההפנייה", "פנייה", "工单编号", "工单号", "会话编号", "会话", "编号",
    ],
    .conversationURL: [
      "url", "link", "linktotheconversation", "externalurl", "ссылка", "קישור", "链接",
    ],
    .channel: ["channel", "via", "source", "medium", "sourcetype", "канал", "ערוץ", "渠道"],
    .subject: ["subject", "title", "summary", "topic", "тема", "заголовок", "נושא", "主题", "标题"],
    .status: ["status", "state", "ticketstatus", "статус", "состояние", "סטטוס", "מצב", "状态"],
    .openedAt: [
      "openedat", "opened", "createdtime", "creationdate", "datecreated", "starttime", "startedat",
      "создано", "датасоздания", "открыто", "נוצר", "נפתח", "תאריךפתיחה", "创建时间", "创建日期", "开始时间",
    ],
    .firstReplyAt: [
      "firstreplyat", "firstresponseat", "firstrespondedat", "firstreply", "firstreplycreatedat",
      "первыйответ", "מענהראשון", "首次回复时间",
    ],
    .firstResolvedAt: ["firstresolvedat", "firstcloseat"],
    .lastResolvedAt: [
      "lastresolvedat", "resolvedat", "solvedat", "solved", "решено", "נפתר", "解决时间",
    ],
    .closedAt: [
      "closedat", "closed", "closedate", "dateclosed", "endtime", "endedat", "закрыто",
      "датазакрытия", "נסגר", "关闭时间", "结束时间",
    ],
    .updatedAt: [
      "updatedat", "updated", "lastupdated", "lastupdate", "modified", "lastmodified", "обновлено",
      "изменено", "עודכן", "更新时间",
    ],
    .reopenCount: ["reopencount", "reopens", "reopened", "countreopens", "переоткрытий", "重开次数"],
    .tags: ["tags", "labels", "tag", "теги", "метки", "תגיות", "标签"],
    .language: ["language", "lang", "locale", "userlanguage", "язык", "שפה", "语言"],
    .queueName: [
      "queue", "group", "team", "mailbox", "inbox", "department", "groupname", "teamname",
      "очередь", "группа", "отдел", "команда", "צוות", "תור", "מחלקה", "队列", "组", "团队", "部门",
    ],
    .queueID: ["queueid", "groupid", "teamid", "mailboxid", "inboxid", "departmentid", "deptid"],
    .agent: [
      "agent", "assignee", "owner", "operator", "handledby", "assignedto", "responder", "агент",
      "оператор", "исполнитель", "ответственный", "сотрудник", "נציג", "מטפל", "客服", "坐席",
      "处理人", "负责人",
    ],
    .agentID: [
      "agentid", "assigneeid", "ownerid", "operatorid", "staffid", "responderid", "adminid",
    ],
    .agentName: [
      "agentname", "assigneename", "operatorname", "имяоператора", "имяагента", "שםנציג", "客服姓名",
    ],
    .agentEmail: ["agentemail", "assigneeemail", "operatoremail", "agentmail"],
    .customer: [
      "customer", "requester", "contact", "client", "клиент", "заявитель", "לקוח", "客户", "顾客",
    ],
    .customerID: ["customerid", "requesterid", "contactid", "clientid", "userid", "visitorid"],
    .customerName: [
      "customername", "requestername", "contactname", "clientname", "имяклиента", "שםלקוח", "客户姓名",
    ],
    .customerEmail: [
      "customeremail", "requesteremail", "contactemail", "contactemailaddress", "personemail",
      "recipientemail", "clientemail", "email", "почтаклиента", "客户邮箱",
    ],
    .customerPhone: [
      "customerphone", "contactphone", "contactphonenumber", "phone", "телефон", "טלפון", "电话",
    ],
    .messageID: ["messageid", "commentid", "partid", "entryid", "номерсообщения", "消息编号"],
    .messageTime: [
      "time", "sentat", "timestamp", "messagetime", "senttime", "datetime", "время", "отправлено",
      "זמן", "שעה", "时间", "发送时间",
    ],
    .messageRole: [
      "role", "authortype", "sendertype", "sender", "from", "роль", "отправитель", "תפקיד", "שולח",
      "角色", "发送方",
    ],
    .messageVisibility: ["visibility", "public", "private", "ispublic", "видимость", "可见性"],
    .messageKind: ["kind", "messagetype", "parttype", "вид", "סוג", "类型"],
    .messageAuthor: [
      "author", "authorid", "authorname", "sendername", "poster", "user", "автор", "מחבר", "作者",
    ],
    .messageText: [
      "text", "body", "message", "content", "comment", "plainbody", "messagetext", "description",
      "utterance", "текст", "сообщение", "комментарий", "описание", "תוכן", "הודעה", "טקסט", "内容",
      "消息", "文本",
    ],
    .messageReply: ["inreplyto", "replyto", "parentid", "pid"],
    .callID: ["callid", "uniqueid", "callsid", "uuid", "historyid", "номерзвонка", "通话编号"],
    .callStartedAt: [
      "starttime", "startedat", "start", "callstart", "calldate", "timestart", "начало", "התחלה",
      "开始时间",
    ],
    .callAnsweredAt: ["answeredat", "answertime", "answer", "timeanswered", "отвечено", "接听时间"],
    .callEndedAt: ["endtime", "endedat", "end", "timeend", "hanguptime", "конец", "סיום", "结束时间"],
    .callDirection: ["direction", "calldirection", "направление", "כיוון", "方向"],
    .callFrom: [
      "from", "fromno", "fromnumber", "src", "caller", "callernumber", "ani", "откуда", "מאת", "主叫",
    ],
    .callTo: [
      "to", "tono", "tonumber", "dst", "callee", "calledparty", "dnis", "куда", "אל", "被叫",
    ],
    .callWait: [
      "waits", "waittime", "queuetime", "waiting", "wait", "holdtime", "ожидание", "המתנה", "等待时长",
    ],
    .callRing: ["rings", "ringtime", "ringing"],
    .callTalk: [
      "talks", "talktime", "duration", "billsec", "callduration", "разговор", "длительность",
      "שיחה", "通话时长", "时长",
    ],
    .callHold: ["holds", "hold"],
    .callWrap: ["wraps", "wrapuptime", "wrapup", "aftercallwork", "acw"],
    .callMenu: ["ivrs", "ivrtime"],
    .callAnswered: ["answered", "isanswered", "отвечен", "נענה", "已接听"],
    .callAbandoned: ["abandoned", "isabandoned", "пропущен", "נטוש", "放弃"],
    .callTransfer: ["transferred", "transfer", "transfertype"],
    .callTransferTarget: ["transfertarget", "transferredto"],
    .callEnding: ["disconnectedby", "hangupby", "endedby"],
    .callRecording: [
      "recordingref", "recording", "recordingurl", "recordingfile", "запись", "הקלטה", "录音",
    ],
    .surveyID: ["responseid", "surveyid", "answerid", "ответ", "答卷编号"],
    .surveyKind: ["surveytype", "surveykind", "kind", "typeofsurvey", "типопроса"],
    .surveyScore: [
      "score", "rating", "csat", "nps", "score15", "score010", "satisfaction", "stars",
      "conversationratingvalue", "оценка", "балл", "ציון", "דירוג", "评分", "分数", "满意度",
    ],
    .surveyMinimum: ["scalemin", "minscore", "minimum"],
    .surveyMaximum: ["scalemax", "maxscore", "maximum"],
    .surveyComment: [
      "comment", "feedback", "feedbackcomment", "remark", "feedbackmessage", "комментарий", "отзыв",
      "תגובה", "הערה", "משוב", "评价", "反馈", "备注",
    ],
    .surveyReason: ["reason", "причина", "סיבה", "原因"],
    .surveyOfferedAt: ["offeredat", "sentat", "requestedat", "surveysent", "отправлено", "发送时间"],
    .surveyAnsweredAt: [
      "answeredat", "submitted", "submittedat", "recordeddate", "respondedat", "completedat",
      "responsecompletedat", "получено", "נענהב", "提交时间",
    ],
  ]
}
