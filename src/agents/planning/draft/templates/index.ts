import { apiIntegration } from './api-integration.ts';
import { complianceAudit } from './compliance-audit.ts';
import { event } from './event.ts';
import { hiring } from './hiring.ts';
import { marketingCampaign } from './marketing-campaign.ts';
import { migration } from './migration.ts';
import { mobileApp } from './mobile-app.ts';
import { officeMove } from './office-move.ts';
import { productLaunch } from './product-launch.ts';
import { researchReport } from './research-report.ts';
import { softwareFeature } from './software-feature.ts';
import type { Template } from './template.ts';
import { training } from './training.ts';
import { website } from './website.ts';

export const templates: readonly Template[] = [
  website,
  mobileApp,
  productLaunch,
  marketingCampaign,
  migration,
  apiIntegration,
  event,
  hiring,
  researchReport,
  complianceAudit,
  officeMove,
  training,
  softwareFeature,
];
