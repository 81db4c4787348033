import { serviceTables } from '@dotation/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdentity1795470000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...serviceTables, ...accounts, ...secondFactors, ...signIns]) await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const accounts = [
  `CREATE TABLE account (
     id                   uuid           NOT NULL CONSTRAINT account_pk PRIMARY KEY,
     person_id            uuid           NOT NULL CONSTRAINT account_of_person UNIQUE,
     login                text COLLATE "C" NOT NULL CONSTRAINT account_login UNIQUE CHECK (login = lower(login)),
     password_hash        text           NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
     -- The command that gave the first password, which follows from it; null once the person chose one.
     first_password_of    uuid,
     first_password_until timestamptz(3),
     must_change          boolean        NOT NULL,
     -- Whoever signed in before this moment is signed out.
     sessions_end_before  timestamptz(3),
     created_at           timestamptz(3) NOT NULL,
     created_by           uuid           NOT NULL,
     disabled_at          timestamptz(3),
     disabled_by          uuid
   )`,
  // What happened to an account and to whom it is to be asked; only added to.
  `CREATE TABLE account_event (
     id         bigint         GENERATED ALWAYS AS IDENTITY CONSTRAINT account_event_pk PRIMARY KEY,
     account_id uuid           NOT NULL REFERENCES account (id),
     what       text           NOT NULL,
     at         timestamptz(3) NOT NULL,
     by_person  uuid           NOT NULL,
     address    text
   )`,
  'CREATE INDEX account_event_of_account ON account_event (account_id, id)',
];

const secondFactors = [
  `CREATE TABLE time_code (
     account_id   uuid           NOT NULL CONSTRAINT time_code_pk PRIMARY KEY REFERENCES account (id),
     secret       bytea          NOT NULL,
     -- The last 30-second step that was used: a code works once.
     last_step    bigint         NOT NULL,
     confirmed_at timestamptz(3) NOT NULL,
     removed_at   timestamptz(3)
   )`,
  `CREATE TABLE recovery_code (
     account_id uuid           NOT NULL REFERENCES account (id),
     code_hash  bytea          NOT NULL CHECK (octet_length(code_hash) = 32),
     made_at    timestamptz(3) NOT NULL,
     used_at    timestamptz(3),
     CONSTRAINT recovery_code_pk PRIMARY KEY (account_id, code_hash)
   )`,
  `CREATE TABLE passkey (
     credential_id text COLLATE "C" NOT NULL CONSTRAINT passkey_pk PRIMARY KEY,
     account_id    uuid           NOT NULL REFERENCES account (id),
     public_key    bytea          NOT NULL,
     counter       bigint         NOT NULL,
     transports    text[]         NOT NULL,
     created_at    timestamptz(3) NOT NULL,
     last_used_at  timestamptz(3),
     removed_at    timestamptz(3)
   )`,
  'CREATE INDEX passkey_of_account ON passkey (account_id) WHERE removed_at IS NULL',
];

const signIns = [
  // What the OpenID protocol remembers between two requests: sessions, interactions, codes, grants.
  `CREATE TABLE protocol_state (
     model       text           NOT NULL,
     id          text COLLATE "C" NOT NULL,
     payload     jsonb          NOT NULL,
     grant_id    text COLLATE "C",
     uid         text COLLATE "C",
     consumed_at timestamptz(3),
     expires_at  timestamptz(3) NOT NULL,
     CONSTRAINT protocol_state_pk PRIMARY KEY (model, id)
   )`,
  'CREATE INDEX protocol_state_of_grant ON protocol_state (grant_id) WHERE grant_id IS NOT NULL',
  'CREATE INDEX protocol_state_by_uid ON protocol_state (uid) WHERE uid IS NOT NULL',
  'CREATE INDEX protocol_state_expiry ON protocol_state (expires_at)',
  // How far a person has got on the pages of one sign-in.
  `CREATE TABLE sign_in (
     uid                text COLLATE "C" NOT NULL CONSTRAINT sign_in_pk PRIMARY KEY,
     account_id         uuid           REFERENCES account (id),
     password_at        timestamptz(3),
     wants_new_password boolean        NOT NULL DEFAULT false,
     wants_new_factor   boolean        NOT NULL DEFAULT false,
     second_factor_at   timestamptz(3),
     second_factor      text,
     -- Sealed; of the time-based code that is being enrolled.
     enrolling          bytea,
     challenge          text,
     codes_to_show      text[],
     expires_at         timestamptz(3) NOT NULL
   )`,
  'CREATE INDEX sign_in_expiry ON sign_in (expires_at)',
  // Guesses, by a hash of what was typed: people type passwords into the wrong field.
  `CREATE TABLE guess_counter (
     key          bytea          NOT NULL CONSTRAINT guess_counter_pk PRIMARY KEY,
     level        real           NOT NULL,
     counted_at   timestamptz(3) NOT NULL,
     succeeded_at timestamptz(3)
   )`,
  'CREATE INDEX guess_counter_age ON guess_counter (counted_at)',
  // Nothing that was recorded is ever deleted (CR-58), and no role may. What a protocol remembers for minutes is no record:
  // this function, and nothing else, clears it away.
  `CREATE FUNCTION forget_expired(now timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
     DELETE FROM protocol_state WHERE expires_at < now;
     DELETE FROM sign_in WHERE expires_at < now;
     DELETE FROM guess_counter WHERE counted_at < now - interval '2 days'
       AND (succeeded_at IS NULL OR succeeded_at < now - interval '90 days');
   $$`,
];
