import { definePlugin } from '@mortise/sdk';
import { AddLabels } from './connectors/add-labels.ts';
import { AddProjectItem } from './connectors/add-project-item.ts';
import { CreateComment } from './connectors/create-comment.ts';
import { CreateIssue } from './connectors/create-issue.ts';
import { CreateOrUpdateFile } from './connectors/create-or-update-file.ts';
import { CreatePullRequest } from './connectors/create-pull-request.ts';
import { CreateRelease } from './connectors/create-release.ts';
import { DispatchWorkflow } from './connectors/dispatch-workflow.ts';
import { DownloadArchive } from './connectors/download-archive.ts';
import { DownloadReleaseAsset } from './connectors/download-release-asset.ts';
import { GetFile } from './connectors/get-file.ts';
import { GetIssue } from './connectors/get-issue.ts';
import { GetPullRequest } from './connectors/get-pull-request.ts';
import { GetRepository } from './connectors/get-repository.ts';
import { GetRepositoryOverview } from './connectors/get-repository-overview.ts';
import { GetUser } from './connectors/get-user.ts';
import { ListComments } from './connectors/list-comments.ts';
import { ListCommits } from './connectors/list-commits.ts';
import { ListIssues } from './connectors/list-issues.ts';
import { ListLabels } from './connectors/list-labels.ts';
import { ListOrganizationRepositories } from './connectors/list-organization-repositories.ts';
import { ListProjectItems } from './connectors/list-project-items.ts';
import { ListProjects } from './connectors/list-projects.ts';
import { ListPullRequests } from './connectors/list-pull-requests.ts';
import { ListReleases } from './connectors/list-releases.ts';
import { ListRepositories } from './connectors/list-repositories.ts';
import { ListWorkflowRuns } from './connectors/list-workflow-runs.ts';
import { ListWorkflows } from './connectors/list-workflows.ts';
import { MergePullRequest } from './connectors/merge-pull-request.ts';
import { SearchIssues } from './connectors/search-issues.ts';
import { SetProjectField } from './connectors/set-project-field.ts';
import { UpdateIssue } from './connectors/update-issue.ts';
import { GitHub } from './github.application.ts';
import { IssueChanged } from './webhooks/issue-changed.ts';
import { IssueCommented } from './webhooks/issue-commented.ts';
import { PullRequestChanged } from './webhooks/pull-request-changed.ts';
import { Pushed } from './webhooks/pushed.ts';
import { ReleasePublished } from './webhooks/release-published.ts';

export default definePlugin({
  application: GitHub,
  connectors: [
    AddLabels,
    AddProjectItem,
    CreateComment,
    CreateIssue,
    CreateOrUpdateFile,
    CreatePullRequest,
    CreateRelease,
    DispatchWorkflow,
    DownloadArchive,
    DownloadReleaseAsset,
    GetFile,
    GetIssue,
    GetPullRequest,
    GetRepository,
    GetRepositoryOverview,
    GetUser,
    ListComments,
    ListCommits,
    ListIssues,
    ListLabels,
    ListOrganizationRepositories,
    ListProjectItems,
    ListProjects,
    ListPullRequests,
    ListReleases,
    ListRepositories,
    ListWorkflowRuns,
    ListWorkflows,
    MergePullRequest,
    SearchIssues,
    SetProjectField,
    UpdateIssue,
  ],
  webhooks: [IssueChanged, IssueCommented, PullRequestChanged, Pushed, ReleasePublished],
});
