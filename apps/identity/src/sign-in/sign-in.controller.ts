import { FormBody, Public } from '@dotation/service';
import { Body, Controller, Get, Header, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { passkeyScript, pageStyle, submitScript } from './pages.rules.js';
import { CodeForm, EmptyForm, NewPasswordForm, PasskeyForm, PasswordForm } from './sign-in.dto.js';
import { SignInPages } from './sign-in-pages.service.js';
import { SignIns } from './sign-ins.service.js';

/** The pages of one sign-in. Who asks is not known yet: the provider's cookie says which sign-in it is. */
@ApiExcludeController()
@Public()
@Controller('identity')
export class SignInController {
  constructor(
    private readonly pages: SignInPages,
    private readonly signIns: SignIns,
  ) {}

  @Get('sign-in.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  style(): string {
    return pageStyle;
  }

  @Get('passkey.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  passkeyScript(): string {
    return passkeyScript;
  }

  @Get('submit.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  submitScript(): string {
    return submitScript;
  }

  @Get('sign-in/:uid')
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('uid') uid: string): Promise<void> {
    return this.pages.show(request, reply, uid);
  }

  @Post('sign-in/:uid/password')
  @FormBody()
  password(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('uid') uid: string,
    @Body() form: PasswordForm,
  ) {
    return this.pages.take(request, reply, uid, 'password', {
      prepare: (visitor) => this.signIns.checkPassword(form, visitor),
      work: (visit, checked) => this.signIns.passwordChecked(visit, form, checked),
    });
  }

  @Post('sign-in/:uid/new-password')
  @FormBody()
  newPassword(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('uid') uid: string,
    @Body() form: NewPasswordForm,
  ) {
    return this.pages.take(request, reply, uid, 'new-password', {
      prepare: (visitor) => this.signIns.choosePassword(form, visitor),
      work: (visit, chosen) => this.signIns.passwordChosen(visit, chosen),
    });
  }

  @Post('sign-in/:uid/code')
  @FormBody()
  code(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('uid') uid: string, @Body() form: CodeForm) {
    return this.pages.take(request, reply, uid, 'second-factor', {
      prepare: (visitor) => this.signIns.countCode(visitor),
      work: async (visit, wait) => wait ?? this.signIns.code(visit, form.code),
    });
  }

  @Post('sign-in/:uid/passkey')
  @FormBody()
  passkey(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('uid') uid: string,
    @Body() form: PasskeyForm,
  ) {
    return this.pages.take(request, reply, uid, 'second-factor', {
      work: (visit) => this.signIns.passkey(visit, form.response),
    });
  }

  @Post('sign-in/:uid/enrolment')
  @FormBody()
  enrol(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('uid') uid: string, @Body() form: CodeForm) {
    return this.pages.take(request, reply, uid, 'enrolment', {
      work: (visit) => this.signIns.enrolCode(visit, form.code),
    });
  }

  @Post('sign-in/:uid/passkey-enrolment')
  @FormBody()
  enrolPasskey(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('uid') uid: string,
    @Body() form: PasskeyForm,
  ) {
    return this.pages.take(request, reply, uid, 'enrolment', {
      work: (visit) => this.signIns.enrolPasskey(visit, form.response),
    });
  }

  @Post('sign-in/:uid/recovery-codes')
  @FormBody()
  codesKept(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('uid') uid: string,
    @Body() _form: EmptyForm,
  ) {
    return this.pages.take(request, reply, uid, 'recovery-codes', { work: (visit) => this.signIns.codesKept(visit) });
  }

  @Post('sign-in/:uid/cancellation')
  @FormBody()
  cancel(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('uid') uid: string,
    @Body() _form: EmptyForm,
  ) {
    return this.pages.cancel(request, reply, uid);
  }
}
