import { IsOptional, IsString, MaxLength } from 'class-validator';

/** Forms of the pages. What is wrong with their content is said on the page; these only bound it. */
export class PasswordForm {
  @IsString() @MaxLength(200) login!: string;
  @IsString() @MaxLength(1_000) password!: string;
  @IsOptional() @IsString() @MaxLength(10) newPassword?: string;
  @IsOptional() @IsString() @MaxLength(10) newFactor?: string;
}

export class NewPasswordForm {
  @IsString() @MaxLength(1_000) password!: string;
  @IsString() @MaxLength(1_000) again!: string;
}

export class CodeForm {
  @IsString() @MaxLength(100) code!: string;
}

export class PasskeyForm {
  @IsString() @MaxLength(12_000) response!: string;
}

export class EmptyForm {}
