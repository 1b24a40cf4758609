// The least bot that botbuilder and restify make: it says again what it heard, and answers a pressed button with a card.
// License Desk is measured beside it; no authentication, on 127.0.0.1 only.
import botbuilder from 'botbuilder';
import restify from 'restify';

const { ActivityTypes, CardFactory, CloudAdapter, ConfigurationBotFrameworkAuthentication, MessageFactory } =
  botbuilder;
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const card = (text) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text, wrap: true }],
});

async function answer(context) {
  const { type, text, value } = context.activity;
  if (type === ActivityTypes.Message) {
    await context.sendActivity(
      MessageFactory.attachment(CardFactory.adaptiveCard(card(`You said: ${text}`))),
    );
  } else if (type === ActivityTypes.Invoke) {
    const body = {
      statusCode: 200,
      type: CardFactory.contentTypes.adaptiveCard,
      value: card(value.action.verb),
    };
    await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
  }
}

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.get('/', (_request, response, next) => {
  response.send(200);
  next();
});
server.post('/api/messages', async (request, response) => {
  await adapter.process(request, response, answer);
});
server.listen(Number(process.env.PORT), '127.0.0.1');
