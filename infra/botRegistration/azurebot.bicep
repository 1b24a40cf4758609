// The bot as Teams knows it.
param name string
param botId string

@allowed(['UserAssignedMSI', 'SingleTenant'])
param botType string

@description('Of the managed identity that the bot is, when there is no app registration.')
param identityId string

@description('Where Teams reaches the bot.')
param host string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: 'F0' // Teams is a standard channel: its messages cost nothing and have no limit
  }
  properties: {
    displayName: 'License Desk'
    endpoint: 'https://${host}/api/messages'
    msaAppId: botId
    msaAppType: botType
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: botType == 'UserAssignedMSI' ? identityId : null
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
      enableCalling: false
    }
  }
}
