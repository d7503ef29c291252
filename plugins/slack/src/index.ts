import { definePlugin } from '@mortise/sdk';
import { AddReaction } from './connectors/add-reaction.ts';
import { ArchiveChannel } from './connectors/archive-channel.ts';
import { CompleteUpload } from './connectors/complete-upload.ts';
import { CreateChannel } from './connectors/create-channel.ts';
import { DeleteMessage } from './connectors/delete-message.ts';
import { FindUserByEmail } from './connectors/find-user-by-email.ts';
import { GetChannel } from './connectors/get-channel.ts';
import { GetPermalink } from './connectors/get-permalink.ts';
import { GetUploadUrl } from './connectors/get-upload-url.ts';
import { GetUser } from './connectors/get-user.ts';
import { InviteToChannel } from './connectors/invite-to-channel.ts';
import { JoinChannel } from './connectors/join-channel.ts';
import { ListChannelMembers } from './connectors/list-channel-members.ts';
import { ListChannels } from './connectors/list-channels.ts';
import { ListMessages } from './connectors/list-messages.ts';
import { ListReplies } from './connectors/list-replies.ts';
import { ListUsers } from './connectors/list-users.ts';
import { OpenDirectMessage } from './connectors/open-direct-message.ts';
import { PostEphemeralMessage } from './connectors/post-ephemeral-message.ts';
import { PostMessage } from './connectors/post-message.ts';
import { ScheduleMessage } from './connectors/schedule-message.ts';
import { SetChannelTopic } from './connectors/set-channel-topic.ts';
import { UpdateMessage } from './connectors/update-message.ts';
import { UploadFile } from './connectors/upload-file.ts';
import { Slack } from './slack.application.ts';
import { AppMentioned } from './webhooks/app-mentioned.ts';
import { MessagePosted } from './webhooks/message-posted.ts';
import { ReactionAdded } from './webhooks/reaction-added.ts';

export default definePlugin({
  application: Slack,
  connectors: [
    AddReaction,
    ArchiveChannel,
    CompleteUpload,
    CreateChannel,
    DeleteMessage,
    FindUserByEmail,
    GetChannel,
    GetPermalink,
    GetUploadUrl,
    GetUser,
    InviteToChannel,
    JoinChannel,
    ListChannelMembers,
    ListChannels,
    ListMessages,
    ListReplies,
    ListUsers,
    OpenDirectMessage,
    PostEphemeralMessage,
    PostMessage,
    ScheduleMessage,
    SetChannelTopic,
    UpdateMessage,
  ],
  actions: [UploadFile],
  webhooks: [AppMentioned, MessagePosted, ReactionAdded],
});
