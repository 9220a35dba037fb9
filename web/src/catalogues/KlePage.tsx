export { Kle as Component } from "./CodesPage.tsx";
