import type { IntercomClient } from 'intercom-client'
import type {
  closeBody,
  commentBody,
  Filter,
  noteBody,
  searchBody,
  tagBody,
  teamAssignmentBody,
} from '../../src/intercom/bodies.ts'

/*
 * Nothing here runs: `npm run types` fails when a body of ours does not fit the types of Intercom's own client. They
 * stop at version 2.14, and never get into src, which must run without development dependencies.
 */

type Conversations = IntercomClient['conversations']
type Reply = Parameters<Conversations['reply']>[0]['body']
type Part = Parameters<Conversations['manage']>[0]['body']
type Tagging = Omit<Parameters<IntercomClient['tags']['tagConversation']>[0], 'conversation_id'>
type Search = Parameters<Conversations['search']>[0]

type AnyKey<Union> = Union extends unknown ? keyof Union : never

/** Of a union, the members that the body could be: TypeScript itself allows any key that some member has. */
type Meant<Body, Union> = Union extends unknown ? (Body extends Union ? Union : never) : never
type ValueOf<Union, Key> = Union extends unknown ? (Key extends keyof Union ? Union[Key] : never) : never
type ElementOf<Union> = Union extends readonly (infer One)[] ? One : never

/** The keys of the body, however deep, that the client does not know. */
type Strange<Body, Described> = Body extends string | number | boolean | null | undefined
  ? never
  : Body extends readonly (infer One)[]
    ? Strange<One, ElementOf<Described>>
    : {
        [Key in keyof Body]: Key extends AnyKey<Described>
          ? Strange<Body[Key], Exclude<ValueOf<Described, Key>, undefined>>
          : Key
      }[keyof Body]

/** Assignable, and without a key that the client does not know. */
type Fits<Body, Described> = [Body] extends [Described]
  ? [Strange<Body, Meant<Body, Described>>] extends [never | undefined]
    ? true
    : false
  : false

/** 2.14 knows no booleans in filters; 2.16 does (OpenAPI 2.16, single_filter_search_request). */
type Until214<Body> = Body extends { query: { value: Filter[] } }
  ? Omit<Body, 'query'> & { query: Omit<Body['query'], 'value'> & { value: OldFilter[] } }
  : never
type OldFilter = Omit<Filter, 'value'> & { value: Exclude<Filter['value'], boolean> }

type Check<Whether extends true> = Whether
type Refuse<Whether extends false> = Whether

type Comment = ReturnType<typeof commentBody>
type Assignment = ReturnType<typeof teamAssignmentBody>

/** Each of our bodies is one that Intercom's client would send. */
export type OurBodies = [
  Check<Fits<Comment, Reply>>,
  Check<Fits<ReturnType<typeof noteBody>, Reply>>,
  Check<Fits<Assignment, Part>>,
  Check<Fits<ReturnType<typeof closeBody>, Part>>,
  Check<Fits<ReturnType<typeof tagBody>, Tagging>>,
  Check<Fits<Until214<ReturnType<typeof searchBody>>, Search>>,
]

/** And the check is one: these would not get through. */
export type Planted = [
  Refuse<Fits<Omit<Comment, 'admin_id'>, Reply>>,
  Refuse<Fits<Omit<Comment, 'admin_id'> & { admin_id: number }, Reply>>,
  Refuse<Fits<Omit<Comment, 'message_type'> & { message_type: 'comments' }, Reply>>,
  Refuse<Fits<Comment & { from_ai_agent: true }, Reply>>,
  Refuse<Fits<Omit<Assignment, 'assignee_id'> & { team_id: string }, Part>>,
  Refuse<Fits<Omit<Assignment, 'type'> & { type: 'group' }, Part>>,
  Refuse<
    Fits<{ query: { operator: 'AND'; value: OldFilter[] }; pagination: { perPage: 5; per_page?: 5 } }, Search>
  >,
  Refuse<Fits<{ query: { operator: 'NOT'; value: OldFilter[] } }, Search>>,
  Refuse<
    Fits<{ query: { operator: 'AND'; value: { field: string; operator: '=='; value: string }[] } }, Search>
  >,
]
