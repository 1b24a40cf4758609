/** Changes that begin later. */
export const scheduled = {
  'action.scheduled': 'What is scheduled',
  'action.changeTime': 'Change time',
  'action.saveTime': 'Save time',
  'action.cancelPlanned': 'Cancel change',
  'scheduled.label': 'Begins',
  'scheduled.state': 'Scheduled for {{time}}',
  'scheduled.text':
    'Roles and approvals are asked of Microsoft Entra again when it begins. You get a message then.',
  'scheduled.title': 'What is scheduled',
  'scheduled.count_one': '{{count}} change',
  'scheduled.count_other': '{{count}} changes',
  'scheduled.none': 'Nothing is scheduled.',
  'scheduled.noneHint': 'To plan a change, name a time: assign E3 to Contoso sales on Friday 8am',
  'scheduled.timeTitle': 'When should it begin?',
  'scheduled.timeNow': 'Now: {{time}}',
  'scheduled.date': 'Begin on',
  'scheduled.time': 'At',
  'scheduled.dateError': 'Choose a day.',
  'scheduled.timeError': 'Choose a time of day.',
  'scheduled.formDate': 'Begin on (optional)',
  'scheduled.formHint': 'Leave both empty to begin at once. Times are by your clock ({{zone}}).',
  'scheduled.confirm': 'Schedule',
  'scheduled.notPlannedTitle': 'This change is not scheduled any more',
  'scheduled.approvedTime': 'It was approved for this time. Cancel it and ask again for another one.',
  'when.unreadable':
    'This time could not be read: {{typed}}. Write it as 2026-12-24 08:30, Friday 8am or tomorrow 7:00.',
  'when.unreadableInputs': 'Choose a day and a time of day, or leave both empty.',
  'when.no-time': 'At what time of day should it begin? For example: Friday 8am.',
  'when.past': 'That time is over: it is now {{now}}. Choose a later one.',
  'when.too-far': 'That is more than a year ahead. Choose an earlier time.',
  'when.skipped':
    'Your clocks ({{zone}}) never show that time: they are set forward that night. Choose an earlier or a later one.',
  'when.twice':
    'Your clocks ({{zone}}) show that time twice, because they are set back that night. Choose an earlier or a later one.',
  'when.endFirst': 'The license would end before it begins. Choose a later day for its end.',
} as const;
