/** What is said around requests when something does not go as a person wanted. */
export const requestNotices = {
  'action.tryAgain': 'I have activated it',
  'request.justificationMissing': 'Say why it is needed: the approvers read that.',
  'request.endPast': 'That day is over, or not later than before. Choose a later one.',
  'request.endUnreadable': 'That is no day within the next five years. Write it as 2027-01-31.',
  'request.endedAlready': 'This license has ended, or was asked for anew already. Ask again if it is needed.',
  'request.cancelledTitle': 'Nothing was asked',
  'request.cancelledText': 'You can begin again at any time.',
  'request.notAllowedTitle': 'You cannot ask for that',
  'request.notAllowed':
    'Your organization decides who may ask for licenses, and for which groups. Ask an owner of the group or your administrator.',
  'request.unknownTitle': 'This request is not there',
  'request.unknown': 'It was never sent, or it belongs to another organization.',
  'request.refusedTitle': 'That had no effect',
  'request.refused.closed': 'This request was decided already.',
  'request.refused.own':
    'Nobody decides on their own request, and a deputy does not either. Somebody else has to.',
  'request.refused.not-approver': 'You are not among those who may decide on this request now.',
  'request.refused.four-eyes': 'You decided in an earlier stage. Another person has to decide in this one.',
  'request.refused.already-decided': 'You have decided already.',
  'request.refused.reason-missing': 'Say why you reject it: the person who asked reads that.',
  'request.refused.text-missing': 'Nothing was typed. Write a sentence and send it again.',
  'request.refused.not-asker': 'Only the person who asked can do that.',
  'request.refused.nothing-asked': 'No question is open any more.',
  'request.refused.not-allowed':
    'This person may not decide on the request. Choose somebody who is an approver, or who may assign licenses.',
  'request.refused.too-few':
    'Too few people would be left to approve this, because that person is asked already. Choose somebody else.',
  'request.eligibleTitle': 'Activate your role first',
  'request.eligible':
    'You are eligible for the role {{role}}, but it is not active. Activate it in Privileged Identity Management, then go on here.',
  'request.whichPerson': 'Several people are called “{{typed}}”.',
  'request.noPerson': 'Nobody was found for “{{typed}}”.',
  'request.since.members': 'The group now has {{now}} members; it had {{before}}.',
  'request.since.needed': 'It now needs {{now}} seats; it needed {{before}}.',
  'request.since.available': '{{now}} seats are free now; {{before}} were.',
  'request.secondPerson':
    'For this license or a group of this size your organization wants a second person to agree. Say why it is needed, and they are asked.',
  'delegate.cleared': 'Your decisions are yours again.',
  'delegate.dateMissing': 'Say until when, for example: delegate Isaiah Langer until 2027-01-31',
  'delegate.self': 'You cannot be your own deputy.',
} as const;
