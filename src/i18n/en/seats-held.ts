/** Seats that are kept for changes, and changes that wait for some. */
export const seatsHeld = {
  'action.waitForSeats': 'Wait for seats',
  'action.assignAnyway': 'Assign anyway',
  'action.scheduleAnyway': 'Schedule anyway',
  'action.swapAnyway': 'Swap anyway',
  'action.approveAnyway': 'Approve anyway',
  'action.approveWait': 'Approve and wait for seats',
  'held.changes_one': 'change {{numbers}}',
  'held.changes_other': 'changes {{numbers}}',
  'held.short':
    '{{held}} of the {{free}} free seats are held for {{changes}}. This one needs {{needed}}: {{count}} short.',
  'held.shortNoneFree': 'No seat is free, and {{changes}} come first. This one needs {{needed}}.',
  'held.waitHint':
    'If you wait for seats, it begins by itself once they are free, in the order in which people asked.',
  'held.since': 'Meanwhile another change was given seats. Look at the numbers again.',
  'held.busy': 'Somebody else is confirming a change at this moment. Press again.',
  'held.line_one': '{{count}} seat held for {{changes}}',
  'held.line_other': '{{count}} seats held for {{changes}}',
  'waitList.line_one': '{{count}} seat awaited by {{changes}}',
  'waitList.line_other': '{{count}} seats awaited by {{changes}}',
  'waitList.state_one': 'Waiting for {{count}} seat',
  'waitList.state_other': 'Waiting for {{count}} seats',
  'waitList.text':
    'It begins by itself once the seats are free, in the order in which people asked. Roles and approvals are checked again then, and you get a message.',
  'evidence.kind.wait-listed': 'Chose to wait for seats',
  'evidence.kind.seats-free': 'The seats are free: it goes on',
  'evidence.seats': '{{needed}} seats needed, {{available}} available',
  'evidence.seatsHeld': '{{needed}} seats needed, {{available}} available, {{held}} of them held for others',
  'evidence.waits': 'It waits until the seats are free',
} as const;
