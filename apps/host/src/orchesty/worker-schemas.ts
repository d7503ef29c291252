import { z } from 'zod';
import { storableText } from '../database/storable-text.ts';

/** A part of an address. */
const Part = z.string().min(1).max(200).regex(storableText);

export const ApplicationAddress = z.object({ name: Part });
export type ApplicationAddress = z.infer<typeof ApplicationAddress>;

export const SyncAddress = z.object({ name: Part, method: Part });
export type SyncAddress = z.infer<typeof SyncAddress>;

/** The fifth version of the protocol names the worker as well, by the name under which the platform knows it. */
export const SdkAddress = z.object({ sdk: Part.optional() });
export type SdkAddress = z.infer<typeof SdkAddress>;

export const UserAddress = SdkAddress.extend({ user: Part });
export type UserAddress = z.infer<typeof UserAddress>;

export const InstallAddress = UserAddress.extend({ name: Part });
export type InstallAddress = z.infer<typeof InstallAddress>;

export const NodeAddress = z.object({ name: Part });
export type NodeAddress = z.infer<typeof NodeAddress>;

/** By form, then by field. */
export const SettingsBody = z.record(z.string(), z.record(z.string(), z.unknown()));
export type SettingsBody = z.infer<typeof SettingsBody>;

export const PasswordBody = z.object({
  formKey: z.string().min(1),
  fieldKey: z.string().min(1),
  password: z.string().min(1),
});
export type PasswordBody = z.infer<typeof PasswordBody>;

export const StateBody = z.object({ enabled: z.boolean() });
export type StateBody = z.infer<typeof StateBody>;

/** A process may be started for nobody, and then it has to start all the same. */
export const LimitsBody = z.object({
  user: z.string().max(200).default(''),
  applications: z.array(z.string()).max(1000).nullish(),
});
export type LimitsBody = z.infer<typeof LimitsBody>;

export const AuthorizeQuery = z.object({ redirect_url: z.string().min(1, 'is missing') });
export type AuthorizeQuery = z.infer<typeof AuthorizeQuery>;
