import fc from 'fast-check';
import { matches, parseRule, RuleError } from '../../../src/sandbox/engine/membership-rule';
import { newUser, type User } from '../../../src/sandbox/tenant';

const ann = newUser({
  id: 'ann',
  displayName: 'Ann O"Hara',
  userPrincipalName: 'ann@contoso.example',
  department: 'Sales',
  jobTitle: 'Team Lead',
  city: '',
  usageLocation: 'NO',
});

const enabled = { servicePlanId: 'p1', capabilityStatus: 'Enabled' };
const deleted = { servicePlanId: 'p2', capabilityStatus: 'Deleted' };

function holds(rule: string, user: User = ann): boolean {
  return matches(parseRule(rule), user, () => [enabled, deleted]);
}

it.each([
  ['user.department -eq "Sales"', true],
  ['user.department -eq "sALES"', true],
  ['USER.Department -EQ "Sales"', true],
  ["user.department -eq 'Sales'", true],
  ['user.department eq "Sales"', true],
  ['(user.department -eq "Sales")', true],
  ['user.department -eq "Legal"', false],
  ['user.department -ne "Legal"', true],
  ['user.department -ne "Sales"', false],
  ['user.jobTitle -startsWith "team"', true],
  ['user.jobTitle -startsWith "lead"', false],
  ['user.jobTitle -notStartsWith "lead"', true],
  ['user.jobTitle -notStartsWith "team"', false],
  ['user.jobTitle -contains "M L"', true],
  ['user.jobTitle -contains "boss"', false],
  ['user.jobTitle -notContains "boss"', true],
  ['user.jobTitle -notContains "lead"', false],
  ['user.department -in ["Legal", "Sales"]', true],
  ['user.department -in ["Legal"]', false],
  ['user.department -notIn ["Legal"]', true],
  ['user.department -notIn ["Sales"]', false],
  ['user.accountEnabled -eq true', true],
  ['user.accountEnabled -eq $false', false],
  ['user.accountEnabled -ne false', true],
  ['user.userType -eq "Member"', true],
  ['user.displayName -eq "Ann O`"Hara"', true],
])('%s is %s', (rule, expected) => {
  expect(holds(rule)).toBe(expected);
});

it.each([
  ['user.mail -eq null', true],
  ['user.mail -eq $null', true],
  ['user.mail -ne null', false],
  ['user.city -eq null', true],
  ['user.city -eq ""', true],
  ['user.mail -ne "a"', true],
  ['user.mail -startsWith "a"', false],
  ['user.mail -notContains "a"', true],
  ['user.mail -notIn ["a"]', true],
])('of a person without mail and city, %s is %s', (rule, expected) => {
  expect(holds(rule)).toBe(expected);
});

it.each([
  // -and binds more than -or, -not more than both.
  ['user.city -eq "X" -and user.city -eq "X" -or user.department -eq "Sales"', true],
  ['user.department -eq "Sales" -or user.city -eq "X" -and user.city -eq "X"', true],
  ['(user.department -eq "Sales" -or user.city -eq "X") -and user.city -eq "X"', false],
  ['-not user.department -eq "Legal" -and user.usageLocation -eq "NO"', true],
  ['-not (user.department -eq "Sales" -or user.city -eq "X")', false],
  ['-not -not user.department -eq "Sales"', true],
])('%s is %s', (rule, expected) => {
  expect(holds(rule)).toBe(expected);
});

it.each([
  [
    'user.assignedPlans -any (assignedPlan.servicePlanId -eq "p1" -and assignedPlan.capabilityStatus -eq "Enabled")',
    true,
  ],
  // Both must be true of one and the same plan.
  [
    'user.assignedPlans -any (assignedPlan.servicePlanId -eq "p2" -and assignedPlan.capabilityStatus -eq "Enabled")',
    false,
  ],
  ['-not (user.assignedPlans -any (assignedPlan.servicePlanId -eq "p3"))', true],
])('%s is %s', (rule, expected) => {
  expect(holds(rule)).toBe(expected);
});

it.each([
  ['', 'Expected a property of the user at 1, but the rule ends.'],
  ['user.department', 'Expected an operator at 16, but the rule ends.'],
  ['user.department -eq', 'Expected a value at 20, but the rule ends.'],
  ['user.department -eq Sales', "Expected a value at 21, but 'Sales' stands there."],
  ['user.department -match "S.*"', "Expected an operator at 17, but 'match' stands there."],
  ['user.password -eq "x"', "Expected a property of the user at 1, but 'user.password' stands there."],
  ['user.__proto__ -eq "x"', 'Expected a property of the user'],
  ['"user.department" -eq "x"', 'Expected a property of the user'],
  ['user.department -eq "x" user.city -eq "y"', "Expected '-and', '-or' or the end at 25"],
  ['(user.department -eq "x"', "Expected ')' at 25, but the rule ends."],
  ['user.department -in "x"', "Expected '[' at 21"],
  ['user.department -in []', 'Expected a value at 22'],
  ['user.department -in ["x" "y"]', "Expected ']' at 26"],
  ['user.department -eq "x', 'The text that begins at 21 has no closing quote.'],
  ['user.department -eq "x" & user.city -eq "y"', "Unexpected character '&' at 25."],
  ['user.accountEnabled -eq "true"', "'user.accountEnabled' cannot be compared like this."],
  ['user.accountEnabled -contains true', "'user.accountEnabled' cannot be compared like this."],
  ['user.department -eq true', "'user.department' cannot be compared like this."],
  ['user.department -in [null]', 'null is compared'],
  ['user.assignedPlans -eq "x"', "Expected '-any'"],
  ['user.assignedPlans -any (user.department -eq "x")', 'Expected a property of the plan'],
  [
    'user.assignedPlans -any (user.assignedPlans -any (assignedPlan.servicePlanId -eq "x"))',
    'Expected a property',
  ],
  [`user.department -eq "${'x'.repeat(3_072)}"`, 'A rule has at most 3072 characters.'],
  [`${'('.repeat(1_000)}user.city -eq "x"`, 'A rule has at most 40 levels of parentheses.'],
])('%.60s is refused with a sentence', (rule, sentence) => {
  expect(() => parseRule(rule)).toThrow(RuleError);
  expect(() => parseRule(rule)).toThrow(sentence);
});

it('whatever is typed is a rule or a RuleError', () => {
  const piece = fc.constantFrom(
    'user.department', 'user.assignedPlans', 'assignedPlan.servicePlanId', '-eq', '-in', '-any', '-and', '-or',
    '-not', '(', ')', '[', ']', ',', '"a"', '"', "'", '`', 'null', 'true', '-', '$', ' ', 'é',
  ); // prettier-ignore
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(' ')),
  );
  let understood = 0;
  fc.assert(
    fc.property(text, (rule) => {
      try {
        holds(rule);
        understood += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(RuleError);
      }
    }),
    { numRuns: 500, seed: 7, examples: [['user.department -eq "a"']] },
  );
  expect(understood).toBeGreaterThan(0);
});

it('a long chain of conditions is read and evaluated', () => {
  const chain = Array.from({ length: 100 }, () => 'user.city -eq "Oslo"').join(' or ');
  expect(holds(chain)).toBe(false);
  expect(holds(`${chain} or user.department -eq "Sales"`)).toBe(true);
});
