// The environment of a start as in a real tenant, with credentials that nobody asks for, on 127.0.0.1.
const id = '00000000-0000-4000-8000-000000000001';

export const tenantEnv = (port, folder) => ({
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  PORT: String(port),
  DATA_DIR: folder,
  BOT_ID: id,
  BOT_TENANT_ID: id,
  BOT_PASSWORD: 'not-a-real-one',
  AZURE_CLIENT_ID: id,
  AZURE_TENANT_ID: id,
  AZURE_CLIENT_SECRET: 'not-a-real-one',
  PRODUCT_NAMES: 'off', // asks nothing of the outside world
});
