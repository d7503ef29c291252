/** The process of one plugin: loads it, then executes what the host asks for. Its only way out is the channel to the host. */
import { Socket } from 'node:net';
import { ActionWorker, describeThrown } from './action-worker.ts';
import { FrameChannel } from './frame-channel.ts';
import { LoadedPlugin } from './loaded-plugin.ts';
import { channelDescriptor, HostFrame, type PluginFrame } from './protocol.ts';

const [entry = '', revision = ''] = process.argv.slice(2);
const socket = new Socket({ fd: channelDescriptor, readable: true, writable: true });
const channel = new FrameChannel<PluginFrame>(socket, {
  onFrame: (frame) => worker.receive(HostFrame.parse(frame)),
  onBroken: leave,
});

/** There before the plugin is: the host wants signs of life while it loads, and asks for nothing else. */
const worker = new ActionWorker(
  { action: (name) => plugin.action(name), describe: (settings) => plugin.describe(settings) },
  (frame) => channel.send(frame),
);

// A host that is gone needs no plugin.
socket.on('close', () => leave('the host is gone'));

process.on('unhandledRejection', (reason) => {
  channel.send({
    type: 'log',
    level: 'error',
    message: `A promise was rejected and nobody waited for it: ${describeThrown(reason)}`,
  });
});
process.on('uncaughtException', (error) => {
  channel.send({ type: 'crash', reason: describeThrown(error) });
  channel.flush();
  process.exit(1);
});

const plugin = await load();
channel.send({ type: 'ready', actions: plugin.actionNames });

async function load(): Promise<LoadedPlugin> {
  try {
    return await LoadedPlugin.import(entry, revision);
  } catch (error) {
    channel.send({ type: 'failed', reason: describeThrown(error) });
    channel.flush();
    process.exit(1);
  }
}

function leave(reason: string): never {
  process.stderr.write(`Ends: ${reason}.\n`);
  process.exit(0);
}
