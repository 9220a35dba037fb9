/** How widely a collection can be shared, from narrow to wide. */
export const VISIBILITIES = ["ORGANISATION", "MEMBERS", "PUBLIC"] as const;

export type Visibility = (typeof VISIBILITIES)[number];
