import type { Fault, FaultBox } from '../faults';
import { FaultRulesInvalid, readFaults } from '../faults';
import type { Answer } from '../http/answer';
import { readApp, type NewApp } from './apps';
import { ControlFault } from './control-fault';
import { strangeness } from './guard';
import { pageHeaders, renderPage } from './page';
import type { RequestFilter, RequestLog } from './request-log';
import type { TenantSummary } from './summary';

/** What the routes below /sandbox need. */
export interface Control {
  readonly faults?: FaultBox;
  readonly log: RequestLog;
  /** What is in the tenant, for the page. */
  readonly describe: () => TenantSummary;
  /** Registers an app with the token service. @throws RangeError with a sentence, when it cannot be */
  readonly addApp?: (app: NewApp) => void;
}

/** A request to them. */
export interface Asked {
  readonly method: string;
  /** With its query. */
  readonly url: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly raw: string;
}

type Handler = (control: Control, asked: Asked, id: string) => Answer;

const routes: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
  ['GET', /^\/sandbox\/?$/i, page],
  ['GET', /^\/sandbox\/faults\/?$/i, (control) => ok({ faults: boxOf(control).list() })],
  ['POST', /^\/sandbox\/faults\/?$/i, addFaults],
  ['DELETE', /^\/sandbox\/faults\/?$/i, clearFaults],
  ['DELETE', /^\/sandbox\/faults\/([^/]{1,200})$/i, removeFault],
  ['GET', /^\/sandbox\/requests\/?$/i, listRequests],
  ['DELETE', /^\/sandbox\/requests\/?$/i, clearRequests],
  ['POST', /^\/sandbox\/apps\/?$/i, addApp],
];

/** Answers a request to the sandbox's own routes, which are not Graph's: errors are plain, with the cure in them. */
export function answerControl(control: Control, asked: Asked): Answer {
  try {
    const strange = strangeness(asked);
    if (strange) throw new ControlFault(403, 'sandbox.forbidden', strange);
    return find(asked)(control, asked);
  } catch (error) {
    if (error instanceof ControlFault) return refuse(error.status, error.code, error.message);
    if (error instanceof FaultRulesInvalid) return refuse(400, error.code, error.message);
    throw error;
  }
}

function find({ method, url }: Asked): (control: Control, asked: Asked) => Answer {
  const [path = ''] = url.split('?', 1);
  const known: string[] = [];
  for (const [wanted, pattern, handler] of routes) {
    const found = pattern.exec(path);
    if (found && wanted === method) return (control, asked) => handler(control, asked, found[1] ?? '');
    if (found) known.push(wanted);
  }
  if (known.length > 0)
    throw new ControlFault(405, 'sandbox.wrong-method', `Here the sandbox takes ${known.join(', ')}.`);
  throw new ControlFault(
    404,
    'sandbox.not-found',
    'The sandbox has /sandbox, /sandbox/faults, /sandbox/requests and /sandbox/apps.',
  );
}

function page(control: Control): Answer {
  const html = renderPage({
    tenant: control.describe(),
    faults: control.faults?.list() ?? [],
    requests: control.log.served.slice(-50).reverse(),
  });
  return { status: 200, headers: pageHeaders, body: html };
}

function addFaults(control: Control, { raw }: Asked): Answer {
  const faults: readonly Fault[] = boxOf(control).add(readFaults(parse(raw)));
  return { status: 201, body: { faults } };
}

function clearFaults(control: Control): Answer {
  boxOf(control).clear();
  return { status: 204 };
}

function removeFault(control: Control, _asked: Asked, id: string): Answer {
  if (boxOf(control).remove(id)) return { status: 204 };
  throw new ControlFault(
    404,
    'sandbox.no-such-fault',
    'There is no rule with this id; GET /sandbox/faults lists those in force.',
  );
}

function listRequests({ log }: Control, { url }: Asked): Answer {
  const query = new URLSearchParams(url.split('?').slice(1).join('?'));
  const [method, path, status] = ['method', 'path', 'status'].map((name) => query.get(name) ?? undefined);
  if (status !== undefined && !/^\d{1,3}$/.test(status))
    throw new ControlFault(400, 'sandbox.bad-filter', 'status must be a number such as 429.');
  const filter: RequestFilter = {
    ...(method === undefined ? {} : { method }),
    ...(path === undefined ? {} : { path }),
    ...(status === undefined ? {} : { status: Number(status) }),
  };
  const requests = log.find(filter);
  return ok({ count: requests.length, requests });
}

function clearRequests({ log }: Control): Answer {
  log.clear();
  return { status: 204 };
}

function addApp(control: Control, { raw }: Asked): Answer {
  if (!control.addApp)
    throw new ControlFault(404, 'sandbox.no-apps', 'This sandbox takes no apps; any app may sign in.');
  const app = readApp(parse(raw));
  try {
    control.addApp(app);
  } catch (error) {
    if (error instanceof RangeError) throw new ControlFault(409, 'sandbox.too-many-apps', error.message);
    throw error;
  }
  const { secret: _secret, ...shown } = app;
  return { status: 201, body: shown };
}

function boxOf({ faults }: Control): FaultBox {
  if (faults) return faults;
  throw new ControlFault(404, 'sandbox.no-faults', 'This sandbox was started without faults.');
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    throw new ControlFault(400, 'sandbox.bad-json', 'The body must be JSON, such as {"kind":"throttle"}.');
  }
}

function ok(body: object): Answer {
  return { status: 200, body };
}

function refuse(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}
