import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

export class LoginQuery {
  @IsOptional() @IsString() @MaxLength(2_000) returnTo?: string;
  @IsOptional() @IsIn(['1']) stepUp?: string;
}

export class LeaveForm {
  @IsOptional() @IsString() @MaxLength(100) csrf?: string;
}
