/** What is used of twitter-text, which comes without types. */
declare module 'twitter-text' {
  interface ParsedTweet {
    weightedLength: number;
    permillage: number;
    valid: boolean;
    displayRangeStart: number;
    displayRangeEnd: number;
    validRangeStart: number;
    validRangeEnd: number;
  }
  interface Config {
    version: number;
    maxWeightedTweetLength: number;
  }
  const twitterText: {
    configs: { version2: Config; version3: Config };
    parseTweet(text: string, config?: Config): ParsedTweet;
    extractUrls(text: string): string[];
    extractUrlsWithIndices(text: string): { url: string; indices: [number, number] }[];
    extractHashtags(text: string): string[];
    extractHashtagsWithIndices(text: string): { hashtag: string; indices: [number, number] }[];
    extractMentions(text: string): string[];
    extractMentionsWithIndices(text: string): { screenName: string; indices: [number, number] }[];
    extractMentionsOrListsWithIndices(
      text: string,
    ): { screenName: string; listSlug: string; indices: [number, number] }[];
  };
  export = twitterText;
}
