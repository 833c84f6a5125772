export { hasTokenInAddress, isTooDeep, maxBody, maxDepth, tokenInAddress } from './body.ts';
export { type DrawnPicture, imagesOf } from './images.ts';
export { type CallingDoor, look, type Request, startRun } from './perform.ts';
export { textOf } from './reply-text.ts';
export { anyStanding, type RunNames, type Standing, tell } from './standing.ts';
