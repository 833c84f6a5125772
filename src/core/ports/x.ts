export interface XPost {
  id: string;
  /** As it was written: with the links that X shortened put back. */
  text: string;
  createdAt: Date;
  url: string;
}

/** X in our words. All methods throw `AppError('upstream.…')`. */
export interface X {
  account(): Promise<{ id: string; username: string; name: string }>;
  post(text: string): Promise<XPost>;
  /** The account's own latest posts, newest first. */
  timeline(limit: number): Promise<XPost[]>;
  deletePost(id: string): Promise<void>;
}
