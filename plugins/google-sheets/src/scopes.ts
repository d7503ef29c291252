/** All spreadsheets, and what Drive knows of them. @see https://developers.google.com/identity/protocols/oauth2/scopes */
export const scopes = ['https://www.googleapis.com/auth/spreadsheets', 'https://www.googleapis.com/auth/drive.metadata.readonly'];
