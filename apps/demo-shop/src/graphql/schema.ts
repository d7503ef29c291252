import { buildSchema } from 'graphql';

export const schema = buildSchema(/* GraphQL */ `
  type Query {
    "All customers, oldest first."
    customers(first: Int = 20, after: String, country: String): CustomerConnection!
    customer(id: ID!): Customer
  }

  type CustomerConnection {
    edges: [CustomerEdge!]!
    pageInfo: PageInfo!
    totalCount: Int!
  }

  type CustomerEdge {
    cursor: String!
    node: Customer!
  }

  type PageInfo {
    hasNextPage: Boolean!
    endCursor: String
  }

  type Customer {
    id: ID!
    name: String!
    email: String!
    country: String!
    city: String!
    vatNumber: String
    "In EUR, as a decimal string. Cannot be read for the customer cus_013."
    creditLimit: String
    orders: [Order!]!
  }

  type Order {
    id: ID!
    number: String!
    status: String!
    currency: String!
    total: String!
    createdAt: String!
  }
`);
