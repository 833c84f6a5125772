/** Who is there, for the projects that a person is a member of. */
export interface PeopleReader {
  /** The names of who may work on it, admins too. */
  members(project: string): Promise<string[]>;
}
