/** Meetings, calling and communities: service plans by id; see `plan-table.ts`. */
export const meetings: Readonly<Record<string, string>> = {
  'dcf9d2f4-772e-4434-b757-77a453cfbc02': 'Avatars for Teams', // MESH_AVATARS_FOR_TEAMS
  '3efbd4ed-8958-4824-8389-1321f8730af8': 'Avatars for Teams (additional)', // MESH_AVATARS_ADDITIONAL_FOR_TEAMS
  'f0ff6ac6-297d-49cd-be34-6dfef97f0c28': 'Immersive spaces for Teams', // MESH_IMMERSIVE_FOR_TEAMS
  '33c4f319-9bdd-48d6-9c4d-410b750a4a5a': 'Insights by MyAnalytics', // MYANALYTICS_P2
  '3e26ee1f-8a5f-4d52-aee2-b81ce45c8f40': 'Microsoft 365 Audio Conferencing', // MCOMEETADV
  '5a10155d-f5c1-411a-a8ec-e99aae125390': 'Microsoft 365 Domestic and International Calling Plan', // MCOPSTN2
  '4ed3ff63-69d7-4fb7-b984-5aec7f605ca8': 'Microsoft 365 Domestic Calling Plan', // MCOPSTN1
  'f47330e9-c134-43b3-9993-e7f004506889': 'Microsoft 365 Phone Standard Resource Account', // MCOEV_VIRTUALUSER
  '4828c8ec-dc2e-4779-b502-87ac9ce28ab7': 'Microsoft 365 Phone System', // MCOEV
  '199a5c09-e0ca-4e37-8f7c-b05d533e1ea2': 'Microsoft Bookings', // MICROSOFTBOOKINGS
  '73b2a583-6a59-42e3-8e83-54db46bc3278': 'Microsoft Kaizala Pro', // KAIZALA_O365_P1
  '54fc630f-5a40-48ee-8965-af0503c1386e': 'Microsoft Kaizala Pro', // KAIZALA_O365_P2
  'aebd3021-9f8f-4bf8-bbe3-0ed2f4f047a1': 'Microsoft Kaizala Pro', // KAIZALA_O365_P3
  '0898bdbb-73b0-471a-81e5-20f1fe4dd66e': 'Microsoft Kaizala Pro', // KAIZALA_STANDALONE
  '8c7d2df8-86f0-4902-b2ed-a0458298f3b3': 'Microsoft StaffHub', // Deskless
  '42a3ec34-28ba-46b6-992f-db53a675ac5b': 'Microsoft Teams', // MCO_TEAMS_IW
  '57ff2da0-773e-42df-b2af-ffb7a2317929': 'Microsoft Teams', // TEAMS1
  'b622badb-1b45-48d5-920f-4b27a2c0996c': 'Microsoft Viva Insights', // WORKPLACE_ANALYTICS_INSIGHTS_USER
  'ff7b261f-d98b-415b-827c-42a3fdf015af': 'Microsoft Viva Insights Backend', // WORKPLACE_ANALYTICS_INSIGHTS_BACKEND
  'f477b0f0-3bb1-4890-940c-40fcee6ce05f': 'Microsoft Workplace Analytics', // WORKPLACE_ANALYTICS
  '13b6da2c-0d84-450e-9f69-a33e221387ca': 'People Skills - Foundation', // PEOPLE_SKILLS_FOUNDATION
  '1fe6227d-3e01-46d0-9510-0acad4ff6e94': 'Places Core', // PLACES_CORE
  'afc06cb0-b4f4-4473-8286-d644f70d8faf': 'Skype for Business Online (Plan 1)', // MCOIMP
  '0feaeb32-d00e-4d66-bd5a-43b5b83db82c': 'Skype for Business Online (Plan 2)', // MCOSTANDARD
  '92c6b761-01de-457a-9dd9-793a975238f7': 'Teams Room Standard', // Teams_Room_Standard
  'a82fbf69-b4d7-49f4-83a6-915b2cf354f4': 'Viva Engage Core', // VIVAENGAGE_CORE
  'b76fb638-6ba6-402a-b9f9-83d28acb3d86': 'Viva Learning Seeded', // VIVA_LEARNING_SEEDED
  '7547a3fe-08ee-4ccb-b430-5077c5041653': 'Yammer Enterprise', // YAMMER_ENTERPRISE
};
