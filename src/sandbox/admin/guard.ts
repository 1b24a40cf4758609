const ownHost = /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/i;

/**
 * Why a request may not turn the dial; undefined: it may. A web page open in the person's browser can send requests
 * to this computer: it betrays itself by its Origin, or, where it made its own name point here, by the Host.
 */
export function strangeness(asked: {
  readonly host: string | undefined;
  readonly origin: string | undefined;
}): string | undefined {
  const { host, origin } = asked;
  if (host === undefined || !ownHost.test(host))
    return 'The sandbox is controlled from this computer only; call it as 127.0.0.1 or localhost.';
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`)
    return 'A page of another origin may not control the sandbox; call it without an Origin header.';
  return undefined;
}
