import { createTelemetry } from '../../src/telemetry/telemetry';
import { noon } from './builders';

/** The real thing, with nobody who looks at its measurements. */
export const quietTelemetry = createTelemetry({ now: () => noon, kept: false });
