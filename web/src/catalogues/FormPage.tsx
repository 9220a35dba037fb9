export { Form as Component } from "./CodesPage.tsx";
