let englishActivityWords: StaticString = """
  activity.column.available = Free
  activity.column.breaks = Breaks and training
  activity.column.busy = Busy
  activity.column.call = Half of the calls within
  activity.column.contacts = Contacts
  activity.column.days = Days
  activity.column.each = Busy time each
  activity.column.other = Other pauses
  activity.column.present = At work
  activity.empty = No working time in this period
  activity.empty.why = Here will stand when people were free, busy and on a break, as soon as a telephone or chat system reports it; an Asterisk queue log does.
  activity.how = From the states the telephone or chat system reports, each lasting until the next; nobody is taken to work for more than sixteen hours without a word. Busy time each is the busy time by contact: several chats at once share it, and short is not good by itself. Contacts of which nothing was imported are part of the busy time, not of the contacts. By name, never in order of value.
  activity.lede = {period}: {people, plural, one {one person was} other {# people were}} at work for {hours}, {busy} of them with customers.
  activity.lede.none = {period}: no system reports when people were at work, so only what they did can be counted.
  activity.title = Working time
  """
