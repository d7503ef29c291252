import { definePlugin } from '@mortise/sdk';
import { ArchiveContact } from './connectors/archive-contact.ts';
import { AssociateObjects } from './connectors/associate-objects.ts';
import { CreateCompany } from './connectors/create-company.ts';
import { CreateContact } from './connectors/create-contact.ts';
import { CreateDeal } from './connectors/create-deal.ts';
import { CreateNote } from './connectors/create-note.ts';
import { CreateOrUpdateContact } from './connectors/create-or-update-contact.ts';
import { CreateTask } from './connectors/create-task.ts';
import { CreateTicket } from './connectors/create-ticket.ts';
import { GetCompany } from './connectors/get-company.ts';
import { GetContact } from './connectors/get-contact.ts';
import { GetDeal } from './connectors/get-deal.ts';
import { GetOwner } from './connectors/get-owner.ts';
import { GetPipeline } from './connectors/get-pipeline.ts';
import { GetTicket } from './connectors/get-ticket.ts';
import { ListCompanies } from './connectors/list-companies.ts';
import { ListContacts } from './connectors/list-contacts.ts';
import { ListDeals } from './connectors/list-deals.ts';
import { ListOwners } from './connectors/list-owners.ts';
import { ListPipelines } from './connectors/list-pipelines.ts';
import { SearchContacts } from './connectors/search-contacts.ts';
import { UpdateCompany } from './connectors/update-company.ts';
import { UpdateContact } from './connectors/update-contact.ts';
import { UpdateDeal } from './connectors/update-deal.ts';
import { UpdateTicket } from './connectors/update-ticket.ts';
import { HubSpot } from './hubspot.application.ts';
import { ContactChanged } from './polling-triggers/contact-changed.ts';
import { ContactCreated } from './webhooks/contact-created.ts';
import { DealStageChanged } from './webhooks/deal-stage-changed.ts';

export default definePlugin({
  application: HubSpot,
  connectors: [
    ArchiveContact,
    AssociateObjects,
    CreateCompany,
    CreateContact,
    CreateDeal,
    CreateNote,
    CreateOrUpdateContact,
    CreateTask,
    CreateTicket,
    GetCompany,
    GetContact,
    GetDeal,
    GetOwner,
    GetPipeline,
    GetTicket,
    ListCompanies,
    ListContacts,
    ListDeals,
    ListOwners,
    ListPipelines,
    SearchContacts,
    UpdateCompany,
    UpdateContact,
    UpdateDeal,
    UpdateTicket,
  ],
  webhooks: [ContactCreated, DealStageChanged],
  pollingTriggers: [ContactChanged],
});
